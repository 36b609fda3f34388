//! The pack of a command: built in, or a folder of the user's.

use std::path::Path;

use sambandh::graph::Kinds;
use sambandh::pack::Pack;
use sambandh::pack::source::{PackError, PackFiles};
use sambandh::write::Words;

/// All that a command knows beforehand.
pub struct Knowledge {
    /// For reading.
    pub pack: Pack,
    /// For merging.
    pub kinds: Kinds,
    /// For writing.
    pub words: Words,
}

impl Knowledge {
    /// Loads the built-in knowledge with the files of `folder` in the place of its own. It lives as long as the
    /// program: taking it apart at the end would cost a tenth of a short run.
    pub fn load(folder: Option<&Path>) -> Result<&'static Self, PackError> {
        let files = pack_files(folder)?;
        let told = |file: &'static str| move |reason: String| PackError::at(file, 0, reason);
        let (pack, others) = rayon::join(
            || Pack::load(&files),
            || {
                let kinds = Kinds::parse(files.get("merging.toml")?).map_err(told("merging.toml"))?;
                let words = Words::parse(files.get("labels.toml")?).map_err(told("labels.toml"))?;
                Ok::<_, PackError>((kinds, words))
            },
        );
        let (kinds, words) = others?;
        Ok(Box::leak(Box::new(Knowledge { pack: pack?, kinds, words })))
    }
}

/// The built-in files, those of `folder` in the place of their own.
pub fn pack_files(folder: Option<&Path>) -> Result<PackFiles, PackError> {
    folder.map_or_else(|| Ok(PackFiles::embedded()), PackFiles::folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_knowledge_loads() {
        if let Err(e) = Knowledge::load(None) {
            panic!("{e}");
        }
    }
}
