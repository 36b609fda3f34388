//! Writing to the terminal. A reader that went away (`| head`) is no error, so nothing here panics or fails.

use std::fmt;
use std::io::{self, Write};

/// Tells standard error one line.
pub fn complain(line: impl fmt::Display) {
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a text on standard output.
pub fn say(text: impl fmt::Display) {
    let _ = write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush());
}
