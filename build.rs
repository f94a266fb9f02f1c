//! Turns the word lists and rules, which people edit as YAML beside the code, into JSON: the program reads them at each
//! start, and JSON is read many times faster. A file that is no YAML stops the build.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Also a file that is new must be seen, so all of the folder is watched.
    println!("cargo:rerun-if-changed=src");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder)? {
            let path = item?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                convert(&path, &out).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
    }
    Ok(())
}

fn convert(path: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let lists: serde_yaml::Value = serde_yaml::from_str(&fs::read_to_string(path)?)?;
    let place = out.join(path.with_extension("json"));
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(place, serde_json::to_string(&lists)?)?)
}
