//! Times the look-up of a name by number in the generated crate of the seeds against an array that has a cell for every
//! number, a perfect hash table made at build time (`phf`), the standard `HashMap` and a binary search. All are timed in
//! one run, and what counts is the ratio to the array.
//!
//! Fails if a look-up in the generated crate allocates or finds another name than the others.

use std::alloc::System;
use std::collections::HashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tencent_chat_codes::{ErrorCode, KnownErrorCode, Lookup};

include!(concat!(env!("OUT_DIR"), "/phf.rs"));
include!(concat!(env!("OUT_DIR"), "/array.rs"));

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// So many numbers are looked up in a round: enough that no branch predictor knows them by heart.
const NUMBERS: usize = 1 << 16;

/// The least time of so many rounds counts.
const ROUNDS: usize = 40;

fn main() {
    let codes: Vec<i32> = KnownErrorCode::all().map(KnownErrorCode::raw).collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let documented: Vec<i32> = (0..NUMBERS).map(|_| codes[random.below(codes.len())]).collect();
    // Around the codes, so that most are none and no range check alone tells.
    let any: Vec<i32> = (0..NUMBERS).map(|_| FIRST + random.below(ARRAY.len()) as i32).collect();
    println!("by number to name, {} codes from {FIRST} to {}", codes.len(), FIRST + ARRAY.len() as i32 - 1);
    compare("documented codes", &documented);
    compare("any numbers", &any);
    allocations(&documented, &any);
}

/// Times all ways on the same numbers.
fn compare(title: &str, numbers: &[i32]) {
    let hashed: HashMap<i32, &str> = KnownErrorCode::all().map(|known| (known.raw(), known.name())).collect();
    let mut sorted: Vec<(i32, &str)> = hashed.iter().map(|(number, name)| (*number, *name)).collect();
    sorted.sort_unstable();

    // A range of codes has a name as well, which only the generated crate knows.
    let by_crate = |number: i32| ErrorCode::from_raw(number).known().map(KnownErrorCode::name);
    let by_array = |number: i32| ARRAY.get(number.wrapping_sub(FIRST) as usize).copied().flatten();
    let by_phf = |number: i32| PHF.get(&number).copied();
    let by_hash = |number: i32| hashed.get(&number).copied();
    let by_search =
        |number: i32| sorted.binary_search_by_key(&number, |(number, _)| *number).ok().map(|at| sorted[at].1);
    for number in numbers {
        let name = by_crate(*number);
        for other in [by_array(*number), by_phf(*number), by_hash(*number), by_search(*number)] {
            assert_eq!(name, other, "{number}");
        }
    }

    println!("\n{title}");
    let array = least(numbers, by_array);
    for (way, time) in [
        ("array with a cell a number", array),
        ("generated crate: name()", least(numbers, |number| ErrorCode::from_raw(number).name())),
        ("generated crate: known()", least(numbers, |number| ErrorCode::from_raw(number).known())),
        ("generated crate: kind()", least(numbers, |number| ErrorCode::from_raw(number).kind())),
        ("phf", least(numbers, by_phf)),
        ("binary search", least(numbers, by_search)),
        ("std HashMap", least(numbers, by_hash)),
    ] {
        let each = time.as_secs_f64() * 1e9 / numbers.len() as f64;
        println!("  {way:<28} {each:>6.2} ns  {:>5.2} times the array", time.as_secs_f64() / array.as_secs_f64());
    }
}

/// The least time that one round over the numbers takes.
fn least<T>(numbers: &[i32], look_up: impl Fn(i32) -> T) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for number in numbers {
            black_box(look_up(black_box(*number)));
        }
        start.elapsed()
    });
    rounds.min().unwrap_or_default()
}

/// Counts what the generated crate allocates.
fn allocations(documented: &[i32], any: &[i32]) {
    let region = Region::new(ALLOCATOR);
    for number in documented.iter().chain(any) {
        let code = ErrorCode::from_raw(black_box(*number));
        black_box((code.name(), code.symbol(), code.description(), code.summary(), code.remedy(), code.group()));
        black_box((code.origin(), code.kind(), code.retry(), code.http_status(), code.causes(), code.limits()));
        if let Lookup::Known(known) = code.lookup() {
            black_box(KnownErrorCode::from_name(known.name()));
            black_box(known.name().parse::<ErrorCode>().is_ok());
        }
    }
    let count = region.change().allocations;
    println!("\n{count} allocations in {} look-ups", documented.len() + any.len());
    assert_eq!(count, 0, "the generated crate allocates");
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }
}
