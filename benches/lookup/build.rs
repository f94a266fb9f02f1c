//! Writes what the competitors look up in: the codes of the generated crate as a perfect hash table, and as an array.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use tencent_chat_codes::KnownErrorCode;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = std::env::var("OUT_DIR").expect("cargo gives a build script a folder");
    let mut phf = phf_codegen::Map::new();
    for known in KnownErrorCode::all() {
        phf.entry(known.raw(), format!("{:?}", known.name()));
    }
    let mut out = BufWriter::new(File::create(Path::new(&folder).join("phf.rs"))?);
    writeln!(out, "static PHF: phf::Map<i32, &'static str> = {};", phf.build())?;

    // A cell for each number from the least to the greatest.
    let numbers = || KnownErrorCode::all().map(KnownErrorCode::raw);
    let (first, last) = (numbers().min().unwrap_or_default(), numbers().max().unwrap_or_default());
    let mut cells = vec!["None".to_owned(); first.abs_diff(last) as usize + 1];
    for known in KnownErrorCode::all() {
        if let Some(cell) = cells.get_mut(known.raw().abs_diff(first) as usize) {
            *cell = format!("Some({:?})", known.name());
        }
    }
    let array = format!(
        "const FIRST: i32 = {first};\nstatic ARRAY: [Option<&str>; {}] = [{}];\n",
        cells.len(),
        cells.join(",")
    );
    fs::write(Path::new(&folder).join("array.rs"), array)
}
