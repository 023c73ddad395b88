//! What is refused, and where.

use crate::glob::ErrorKind::*;
use crate::glob::{ErrorKind, Fault, MAX_LEN, Pattern};

#[track_caller]
fn check(text: &str, kind: ErrorKind, place: &str) {
    let error = Pattern::parse(text).expect_err(text);
    assert_eq!(error.kind(), kind, "{text}");
    assert_eq!(&text[error.range()], place, "{text}");
}

/// `name: pattern => kind, the text at the error's range;`
macro_rules! refused {
    ($($name:ident: $text:expr => $kind:ident, $place:expr;)*) => {
        $(#[test] fn $name() { check($text, $kind, $place); })*
    };
}

/// `name: pattern, pattern…;`
macro_rules! read {
    ($($name:ident: $($text:expr),+;)*) => {
        $(#[test] fn $name() { $(super::pattern($text);)+ })*
    };
}

refused! {
    empty: "" => Empty, "";
    blank: "  " => Empty, "  ";
    empty_expansion: "{,a}" => Empty, "{,a}";
    empty_braces: "{}" => Empty, "{}";
    nul: "src/a\0b" => ControlCharacter, "\0";
    newline: "src/a\nb" => ControlCharacter, "\n";
    escape_code: "a\u{1b}[2J" => ControlCharacter, "\u{1b}";
    control_in_class: "a[\u{7f}]" => ControlCharacter, "\u{7f}";
    control_of_two_bytes: "é\u{85}b" => ControlCharacter, "\u{85}";

    class_unclosed: "[" => UnclosedClass, "[";
    class_empty: "src/[]" => UnclosedClass, "[";
    class_empty_negated: "src/[!]" => UnclosedClass, "[";
    class_unclosed_in_name: "src/[ab/x.rs" => UnclosedClass, "[";
    class_unclosed_at_range: "src/[a-" => UnclosedClass, "[";
    range_reversed: "[z-a]" => ReversedRange, "z-a";
    range_reversed_late: "src/[a-cz-x]" => ReversedRange, "z-x";
    range_reversed_escaped: r"a[\]-\[]" => ReversedRange, r"\]-\[";
    class_with_slash: "src/[a/b]" => SlashInClass, "/";
    class_named: "src/[[:alpha:]]" => NamedClass, "[:";
    class_bad_escape: r"src/[\a]" => Backslash, r"\";

    brace_unclosed: "{a,b" => UnclosedBrace, "{";
    brace_unclosed_inner: "x{a,{b,c}" => UnclosedBrace, "{";
    brace_unopened: "a}b" => UnopenedBrace, "}";
    brace_unopened_late: "{a,b}}" => UnopenedBrace, "}";

    backslash_trailing: r"src\" => TrailingBackslash, r"\";
    backslash_trailing_in_class: r"src/[a\" => TrailingBackslash, r"\";
    backslash_alone: r"\" => TrailingBackslash, r"\";
    backslash_before_name: r"src\api\x.rs" => Backslash, r"\";
    backslash_before_stars: r"src\**" => Backslash, r"\";
    backslash_before_class: r"src\[ab].rs" => Backslash, r"\";
    backslash_before_braces: r"src/api\{a,b}" => Backslash, r"\";
    backslash_before_hidden: r"src\.github" => Backslash, r"\";
    backslash_before_underscore: r"src\_x.py" => Backslash, r"\";
    backslash_at_start: r"\etc\x" => Backslash, r"\";
    backslash_doubled: r"src\\api" => Backslash, r"\";
    backslash_after_some_expansion: r"{a,b/}\*" => Backslash, r"\";
    negation: "!src/**" => Negation, "!";
    parentheses: "src/*.(ts|tsx)" => Parentheses, "(ts|tsx)";
    parentheses_of_extglob: "src/!(a|b).ts" => Parentheses, "(a|b)";

    parent_first: "../b/**" => ParentDirectory, "..";
    parent_inside: "src/../b" => ParentDirectory, "..";
    parent_last: "src/.." => ParentDirectory, "..";
    parent_alone: ".." => ParentDirectory, "..";
    parent_after_dot: "./../b" => ParentDirectory, "..";
    parent_from_braces: "src/{a,.}./x" => ParentDirectory, "{a,.}.";
    parent_from_classes: "src/[.][.]/x" => ParentDirectory, "[.][.]";
    parent_in_braces: "{a,../b}" => ParentDirectory, "..";
    absolute: "/etc/**" => Absolute, "/";
    absolute_from_braces: "{,a}/b" => Absolute, "/";
    root: "/" => Absolute, "/";
    home: "~/x" => Home, "~";
    home_of_user: "~root/x" => Home, "~";
    home_from_braces: "{~,src}/x" => Home, "~";
    variable: "$HOME/x" => Variable, "$HOME";
    variable_lower: "$repo/x" => Variable, "$repo";
    variable_inside: "src/$NAME/x" => Variable, "$NAME";
    variable_in_name: "src/$NAME.rs" => Variable, "$NAME";
    variable_braced: "src/${name}/x" => Variable, "${";
    substitution: "$(pwd)/x" => Variable, "$(";
    drive: r"C:\x" => Drive, "C:";
    drive_with_slash: "c:/x" => Drive, "c:";
    share: r"\\host\share" => NetworkShare, r"\\";
    url: "https://example.com/x" => Url, "https://";

    placeholder_angle: "src/<track>/x.rs" => Placeholder, "<track>";
    placeholder_angle_alone: "<name>" => Placeholder, "<name>";
    placeholder_angle_in_name: "feature-<x>.md" => Placeholder, "<x>";
    placeholder_word: "[name]" => Placeholder, "[name]";
    placeholder_word_below: "[name]/" => Placeholder, "[name]";
    placeholder_capitals: "[TBD]" => Placeholder, "[TBD]";
    placeholder_initial: "[Y]" => Placeholder, "[Y]";
    placeholder_initial_in_path: "path/to/[Y]" => Placeholder, "[Y]";
    placeholder_sentence: "[Agent/Developer name]" => Placeholder, "[Agent/Developer name]";
    placeholder_sentence_in_path: "src/[your name]/x" => Placeholder, "[your name]";
    placeholder_choice: "[High/Medium/Low]" => Placeholder, "[High/Medium/Low]";
    placeholder_ellipsis: "src/..." => Placeholder, "...";
    placeholder_ellipsis_inside: "src/.../x.rs" => Placeholder, "...";

    after_white_space: "  a/[z-a]" => ReversedRange, "z-a";
    first_mistake_wins: "../{a" => ParentDirectory, "..";
}

read! {
    ordinary: "src/lib.rs", "src/**/*.rs", "a", "**", "*", ".", "./", "a b.txt", "  src/x  ";
    brackets_of_routes: "app/api/[id]/route.ts", "pages/[...slug].tsx", "pages/[[...slug]].tsx", "app/[[...slug]]/page.tsx", "[lang]/page.tsx", "src/agents/[agent-name]/";
    groups_of_routes: "src/app/(dashboard)/", "app/(auth)/*", "app/(.)photo/page.tsx", "app/@modal/x.tsx", "+page.svelte";
    dollars: "routes/$slug.tsx", "Foo$Bar.class", "a$", r"\$slug.tsx", r"\$HOME/x";
    unpaired: "a<b", "a>b", "a<>b", "a]b", "a,b", "a|b", "a(b", "a!b", "a~", "#a", "ab:c";
    classes: "[ab]", "[a-c]", "[!a]", "[]a]", "[a-]", "[-a]", "[a-c-e]", r"[\]\[\-\!\^]", "x[[]y";
    escapes: r"\[id\]/x", r"a/\*", r"\{a,b\}", r"a\ b", r"\!a", r"\~a", r"\<name\>", r"a\,b", r"{\*,a\}}";
    dots: "...a", "..a", "a..", ".a", "a/.b", "....", "{.,a}b";
    braces: "{a}", "a{,b}", "{a,{b,{c,d}}}", "{a/b,c/*}/d", "{,src/}x", "a{}b", "src{/,}x", "{{name}}";
}

#[test]
fn limits_are_where_they_are_said_to_be() {
    super::pattern(&"a".repeat(MAX_LEN));
    super::pattern(&"a*".repeat(MAX_LEN / 2));
    super::pattern(&"a/".repeat(MAX_LEN / 2));
    let long = "a".repeat(MAX_LEN + 1);
    check(&long, TooLong, &long);
    let nested = "{a,".repeat(3000);
    check(&nested, TooLong, &nested);
    let many = "{.a,*a,b.a,b.B,?}".repeat(50);
    check(&many, TooComplex, &many);
}

#[test]
fn every_kind_names_its_remedy_in_a_fragment() {
    for (text, fault) in [("[", Fault::Syntax), ("/etc", Fault::Outside), ("<name>", Fault::Placeholder)] {
        let error = Pattern::parse(text).expect_err(text);
        assert_eq!(error.kind().fault(), fault);
    }
    let kinds = [
        Empty,
        TooLong,
        TooComplex,
        ControlCharacter,
        UnclosedClass,
        ReversedRange,
        SlashInClass,
        NamedClass,
        UnclosedBrace,
        UnopenedBrace,
        TrailingBackslash,
        Backslash,
        Negation,
        Parentheses,
        ParentDirectory,
        Absolute,
        Home,
        Variable,
        Drive,
        NetworkShare,
        Url,
        Placeholder,
    ];
    for kind in kinds {
        let message = kind.to_string();
        let remedy = ["write", "remove", "replace", "close", "leave out", "use", "name what"];
        assert!(remedy.iter().any(|word| message.contains(word)), "{message}");
        assert!(!message.ends_with('.') && message.contains([':', ',']), "{message}");
    }
}

#[test]
fn a_pattern_prints_as_written() {
    let pattern = super::pattern(" ./src//a*/x ");
    assert_eq!(pattern.to_string(), "./src//a*/x");
    assert_eq!(format!("{pattern:?}"), r#"Pattern("./src//a*/x")"#);
    assert_eq!(pattern.prefix(), "src/a");
    assert_eq!("src/a.rs".parse::<Pattern>().expect("valid").prefix(), "src/a.rs");
}
