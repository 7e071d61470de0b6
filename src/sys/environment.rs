//! What the world around the program says, read once and handed on as a value.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use thiserror::Error;

/// Columns taken when neither `COLUMNS` nor a terminal tells.
pub const DEFAULT_WIDTH: usize = 80;

/// The name of the program's own folder inside the platform's data folder.
const FOLDER: &str = "preceptor";

/// Something the program needs that the environment does not give.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum EnvironmentError {
    /// There is no home folder, so the platform's data folder is unknown.
    #[error("no home folder is known, so there is no place for the learner's data")]
    NoHome,
}

impl EnvironmentError {
    /// Returns what to type next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoHome => "name a folder with `--data-dir DIR` or in `PRECEPTOR_DATA_DIR`",
        }
    }
}

/// What one of the three standard streams is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stream {
    /// A person's terminal.
    Terminal,
    /// A pipe, a file, or nothing.
    #[default]
    Other,
}

impl Stream {
    /// Returns whether a person sits at this stream.
    pub fn is_terminal(self) -> bool {
        self == Self::Terminal
    }

    fn of(stream: &impl IsTerminal) -> Self {
        if stream.is_terminal() {
            Self::Terminal
        } else {
            Self::Other
        }
    }
}

/// The three standard streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streams {
    /// Where lines are read from.
    pub input: Stream,
    /// Where results go.
    pub output: Stream,
    /// Where errors and progress go.
    pub error: Stream,
}

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourChoice {
    /// Colour on a terminal that shows it, none elsewhere.
    #[default]
    Auto,
    /// Colour everywhere.
    Always,
    /// No colour.
    Never,
}

/// The environment of one run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// The learner's data folder as `PRECEPTOR_DATA_DIR` names it.
    pub data_dir: Option<PathBuf>,
    /// The platform's folder for this program's data, if there is a home.
    pub platform_data_dir: Option<PathBuf>,
    /// `PRECEPTOR_NOW`: the moment that counts as now.
    pub now: Option<String>,
    /// `PRECEPTOR_SEED`: the number that chance begins from.
    pub seed: Option<String>,
    /// `TZ`: the learner's time zone, if it is named.
    pub time_zone: Option<String>,
    /// What `NO_COLOR` and `CLICOLOR_FORCE` ask for.
    pub colour: ColourChoice,
    /// Whether the terminal understands no escape sequences (`TERM=dumb`).
    pub dumb: bool,
    /// Whether a screen reader is used (`ACCESSIBLE`).
    pub accessible: bool,
    /// `COLUMNS`: a width that overrules the terminal's.
    pub columns: Option<usize>,
    /// What the standard streams are connected to.
    pub streams: Streams,
}

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Self {
        let streams = Streams {
            input: Stream::of(&io::stdin()),
            output: Stream::of(&io::stdout()),
            error: Stream::of(&io::stderr()),
        };
        let platform = etcetera::choose_base_strategy()
            .ok()
            .map(|strategy| strategy.data_dir());
        Self::from_variables(|name| env::var_os(name), platform, streams)
    }

    /// Returns the environment that `variable` tells of, with `platform` as the platform's folder for all programs'
    /// data. An empty variable counts as none.
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<OsString>,
        platform: Option<PathBuf>,
        streams: Streams,
    ) -> Self {
        let path = |name: &str| variable(name).filter(|value| !value.is_empty());
        let text = |name: &str| path(name).map(|value| value.to_string_lossy().into_owned());
        let colour = if text("NO_COLOR").is_some() {
            ColourChoice::Never
        } else if text("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
            ColourChoice::Always
        } else {
            ColourChoice::Auto
        };
        Self {
            data_dir: path("PRECEPTOR_DATA_DIR").map(PathBuf::from),
            platform_data_dir: platform
                .filter(|folder| folder.is_absolute())
                .map(|folder| folder.join(FOLDER)),
            now: text("PRECEPTOR_NOW"),
            seed: text("PRECEPTOR_SEED"),
            time_zone: text("TZ"),
            colour,
            dumb: text("TERM").is_some_and(|value| value == "dumb"),
            accessible: text("ACCESSIBLE").is_some_and(|value| value != "0"),
            columns: text("COLUMNS")
                .and_then(|value| value.trim().parse().ok())
                .filter(|columns| *columns > 0),
            streams,
        }
    }

    /// Returns the learner's data folder: `chosen` (the flag) before `PRECEPTOR_DATA_DIR` before the platform's.
    pub fn data_dir(&self, chosen: Option<&Path>) -> Result<PathBuf, EnvironmentError> {
        chosen
            .or(self.data_dir.as_deref())
            .or(self.platform_data_dir.as_deref())
            .map(Path::to_path_buf)
            .ok_or(EnvironmentError::NoHome)
    }

    /// Returns whether text for `stream` is coloured: the flag `chosen` before `NO_COLOR` before `CLICOLOR_FORCE`
    /// before what the terminal can show. Plain output is coloured only if the flag says so.
    pub fn has_colour(&self, chosen: ColourChoice, plain: bool, stream: Stream) -> bool {
        match (chosen, self.colour) {
            (ColourChoice::Always, _) => true,
            (ColourChoice::Never, _) | (ColourChoice::Auto, ColourChoice::Never) => false,
            (ColourChoice::Auto, ColourChoice::Always) => !plain,
            (ColourChoice::Auto, ColourChoice::Auto) => {
                !plain && !self.dumb && stream.is_terminal()
            }
        }
    }

    /// Returns whether lines are for a screen reader: the flag `chosen`, or `ACCESSIBLE`.
    pub fn is_plain(&self, chosen: bool) -> bool {
        chosen || self.accessible
    }

    /// Returns whether a line editor can be used: both sides a terminal that understands escape sequences, and no
    /// wish for plain lines.
    pub fn can_edit_lines(&self, plain: bool) -> bool {
        let streams = self.streams;
        streams.input.is_terminal() && streams.output.is_terminal() && !self.dumb && !plain
    }

    /// Returns the columns text may take now; asks the terminal, whose window may have changed since the last time.
    pub fn width(&self) -> usize {
        self.columns
            .or_else(terminal_width)
            .unwrap_or(DEFAULT_WIDTH)
    }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::from_variables(
            |name| {
                let found = variables.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| OsString::from(value))
            },
            Some(PathBuf::from("/home/ada/.local/share")),
            Streams {
                input: Stream::Terminal,
                output: Stream::Terminal,
                error: Stream::Other,
            },
        )
    }

    #[test]
    fn the_flag_overrules_the_variable_and_the_variable_the_platform() {
        let bare = environment(&[]);
        assert_eq!(
            bare.data_dir(None),
            Ok(PathBuf::from("/home/ada/.local/share/preceptor"))
        );
        let named = environment(&[("PRECEPTOR_DATA_DIR", "/data")]);
        assert_eq!(named.data_dir(None), Ok(PathBuf::from("/data")));
        assert_eq!(
            named.data_dir(Some(Path::new("here"))),
            Ok(PathBuf::from("here"))
        );
        let empty = environment(&[("PRECEPTOR_DATA_DIR", "")]);
        assert_eq!(empty.data_dir(None), bare.data_dir(None));
    }

    #[test]
    fn without_a_home_the_hint_says_what_to_do() {
        for platform in [None, Some(PathBuf::from(".local/share"))] {
            let environment = Environment::from_variables(|_| None, platform, Streams::default());
            let error = environment.data_dir(None).unwrap_err();
            assert_eq!(error, EnvironmentError::NoHome);
            assert!(error.hint().contains("--data-dir"));
        }
    }

    #[test]
    fn colour_follows_flag_then_variables_then_terminal() {
        let terminal = Stream::Terminal;
        let auto = ColourChoice::Auto;
        let bare = environment(&[("TERM", "xterm")]);
        assert!(bare.has_colour(auto, false, terminal));
        assert!(!bare.has_colour(auto, false, Stream::Other));
        assert!(!bare.has_colour(auto, true, terminal));
        assert!(!bare.has_colour(ColourChoice::Never, false, terminal));
        assert!(!environment(&[("TERM", "dumb")]).has_colour(auto, false, terminal));

        let no_colour = environment(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
        assert!(!no_colour.has_colour(auto, false, terminal));
        assert!(no_colour.has_colour(ColourChoice::Always, false, Stream::Other));
        assert!(environment(&[("NO_COLOR", "")]).has_colour(auto, false, terminal));

        let forced = environment(&[("CLICOLOR_FORCE", "1")]);
        assert!(forced.has_colour(auto, false, Stream::Other));
        assert!(!environment(&[("CLICOLOR_FORCE", "0")]).has_colour(auto, false, Stream::Other));
    }

    #[test]
    fn the_line_editor_needs_two_terminals() {
        let both = environment(&[("TERM", "xterm")]);
        assert!(both.can_edit_lines(false));
        assert!(!both.can_edit_lines(true));
        assert!(!environment(&[("TERM", "dumb")]).can_edit_lines(false));
        let mut piped = both;
        piped.streams.output = Stream::Other;
        assert!(!piped.can_edit_lines(false));
    }

    #[test]
    fn columns_overrule_the_terminal_unless_they_are_nonsense() {
        assert_eq!(environment(&[("COLUMNS", "100")]).width(), 100);
        assert_eq!(environment(&[("COLUMNS", "0")]).columns, None);
        assert_eq!(environment(&[("COLUMNS", "wide")]).columns, None);
    }

    #[test]
    fn a_screen_reader_is_announced() {
        assert!(environment(&[("ACCESSIBLE", "1")]).accessible);
        assert!(!environment(&[("ACCESSIBLE", "0")]).accessible);
        assert!(!environment(&[]).accessible);
        assert!(environment(&[("ACCESSIBLE", "1")]).is_plain(false));
        assert!(environment(&[]).is_plain(true));
        assert!(!environment(&[]).is_plain(false));
    }
}
