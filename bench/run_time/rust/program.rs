// SPDX-License-Identifier: MIT
//! The counterpart of program.hpp: one row is measured at a time, and one number printed.
use std::process::exit;
use std::time::Instant;

/// How one sample is to be taken.
#[derive(Clone)]
pub struct Settings {
    pub seconds: f64,
    pub cpus: Vec<usize>,
    pub tiny: bool,
}

impl Settings {
    pub fn fixed(&self, size: usize) -> usize {
        if self.tiny {
            size / 100
        } else {
            size
        }
    }
}

pub const NO_LIMIT: usize = 1 << 40;

/// Operations a second; see `rate` in program.hpp.
pub fn rate(settings: &Settings, at_most: usize, mut pass: impl FnMut(usize) -> f64) -> f64 {
    let enough = settings.seconds / 4.0;
    let (mut count, mut seconds, mut done) = (at_most.min(16), 0.0, 0.0);
    let mut grown = false;
    while seconds < settings.seconds {
        let took = pass(count);
        if grown {
            seconds += took;
            done += count as f64;
        } else if took >= enough || count == at_most {
            grown = true;
        } else {
            let factor = (1.2 * enough / took.max(1e-9)).clamp(2.0, 16.0);
            count = at_most.min((count as f64 * factor) as usize);
        }
    }
    done / seconds
}

/// The same for passes of one size, where the size is the subject.
pub fn rate_of(settings: &Settings, size: usize, mut pass: impl FnMut(usize) -> f64) -> f64 {
    let (mut seconds, mut done) = (0.0, 0.0);
    while seconds < settings.seconds {
        seconds += pass(size);
        done += size as f64;
    }
    done / seconds
}

/// Keeps the compiler from computing `value` beforehand, or not at all, as `keep` in program.hpp does.
pub fn keep<T>(value: &T) {
    // SAFETY: there is no instruction; the compiler has to believe that the value is looked at.
    unsafe { std::arch::asm!("/* {0} */", in(reg) value, options(nostack, preserves_flags)) };
}

pub fn timed(body: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    body();
    begin.elapsed().as_secs_f64()
}

type Row = Box<dyn Fn(&Settings) -> f64>;

#[derive(Default)]
pub struct Program {
    rows: Vec<(String, Row)>,
}

impl Program {
    pub fn row(&mut self, name: impl Into<String>, measure: impl Fn(&Settings) -> f64 + 'static) {
        self.rows.push((name.into(), Box::new(measure)));
    }

    pub fn run(&self) {
        let mut settings = Settings { seconds: 0.1, cpus: Vec::new(), tiny: false };
        let mut name = String::new();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--list" => return self.rows.iter().for_each(|row| println!("{}", row.0)),
                "--milliseconds" => settings.seconds = arguments.next().unwrap().parse::<f64>().unwrap() / 1000.0,
                "--cpus" => settings.cpus = arguments.next().unwrap().split(',').map(|n| n.parse().unwrap()).collect(),
                "--tiny" => settings.tiny = true,
                _ => name = argument,
            }
        }
        match self.rows.iter().find(|row| row.0 == name) {
            Some(row) => println!("{}", row.1(&settings)),
            None => {
                eprintln!("there is no row '{name}'; see --list");
                exit(1);
            }
        }
    }
}
