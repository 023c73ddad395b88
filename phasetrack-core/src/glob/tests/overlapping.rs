//! What has a path in common, and which.

use super::{overlap, pattern};
use crate::glob::{Overlap, Region};

#[track_caller]
fn check(a: &str, b: &str, expected: Option<&str>) {
    let (a, b) = (pattern(a), pattern(b));
    let found = overlap(&a, &b).map(|path| String::from_utf8(path).expect("UTF-8"));
    assert_eq!(found.as_deref(), expected, "{a} and {b}");
    for path in found.iter().map(String::as_bytes).chain(overlap(&b, &a).as_deref()) {
        assert!(a.matches(path) && b.matches(path), "{a} and {b}: {}", path.escape_ascii());
    }
    assert_eq!(overlap(&b, &a).is_some(), expected.is_some(), "{b} and {a}");
}

/// `name: pattern, pattern => common path;`
macro_rules! meet {
    ($($name:ident: $a:expr, $b:expr => $path:expr;)*) => {
        $(#[test] fn $name() { check($a, $b, Some($path)); })*
    };
}

/// `name: pattern, pattern;`
macro_rules! apart {
    ($($name:ident: $a:expr, $b:expr;)*) => {
        $(#[test] fn $name() { check($a, $b, None); })*
    };
}

meet! {
    same_file: "src/a.rs", "./src//a.rs" => "src/a.rs";
    same_directory: "src/", "src/**" => "src/x";
    bare_names: "src", "src" => "src";
    bare_and_directory: "src", "src/" => "src/x";
    bare_and_file: "lib/auth", "lib/auth/login.ts" => "lib/auth/login.ts";
    directory_and_file: "lib/auth/", "lib/auth/login.ts" => "lib/auth/login.ts";
    directory_in_directory: "lib/**", "lib/auth/**" => "lib/auth/x";
    everything: "**", "**" => "x";
    crossing: "lib/api/*.py", "lib/*/views.py" => "lib/api/views.py";
    extension_gets_a_name: "src/api/*", "src/**/*.rs" => "src/api/x.rs";
    extension_of_two: "**/*.spec.ts", "web/**" => "web/x.spec.ts";
    suffix_gets_a_name: "*_test.go", "**" => "x_test.go";
    middle_stays_empty: "t/test_auth*.py", "t/**" => "t/test_auth.py";
    number_gets_a_name: "m/*.sql", "m/0002_*.sql" => "m/0002_x.sql";
    hidden_when_demanded: ".*/a.b", "**" => ".x/a.b";
    hidden_files: "*", ".github" => ".github";
    class_and_question: "a/[k-m]*.rs", "a/k?.rs" => "a/kx.rs";
    classes: "[a-m]", "[k-z]" => "k";
    class_and_negation: "[!a-w]", "[!x]" => "y";
    negations_of_all_letters: "[!a-zA-Z0-9_-]", "[! -~]" => "\u{7f}";
    class_of_unicode: "[à-ü]", "[é-ÿ]" => "é";
    braces: "src/{auth,api}/**", "src/api/users.ts" => "src/api/users.ts";
    braces_both: "{a,b,c}/x.rs", "{c,d}/*" => "c/x.rs";
    route_as_written: "app/[id]/page.tsx", "app/[id]/*" => "app/[id]/page.tsx";
    route_and_wildcard: "app/*/page.tsx", "app/[...slug]/page.tsx" => "app/[...slug]/page.tsx";
    deep_ends: "a/**/b.c", "**/x/**" => "a/x/b.c";
    deep_both: "**/a/**", "**/b/**" => "a/b/x";
    package_init: "pkg/**", "**/__init__.py" => "pkg/__init__.py";
    lock: "*.lock", "Cargo.lock" => "Cargo.lock";
    unicode: "日本/*.md", "**/語*" => "日本/語.md";
}

apart! {
    other_directory: "app/routes/*.rb", "app/models/*.rb";
    star_stays_in_name: "app/api/*.py", "app/api/v1/*.py";
    prefix_of_directory: "lib/auth/**", "lib/authz/**";
    prefix_of_file: "src/app.py", "src/app.pyi";
    prefix_of_bare_name: "src", "src2/a";
    dash: "src/ui/**", "src/ui-kit/x.ts";
    extension: "docs/**/*.md", "docs/**/*.rs";
    root_only: "*.md", "docs/*.md";
    file_is_no_directory: "src/main.rs", "src/*/mod.rs";
    well_known_file_is_no_directory: "Makefile", "**/*.py";
    directory_is_not_itself: "src/", "*";
    classes_disjoint: "a[a-c]*.rs", "a[d-f]*.rs";
    class_and_its_negation: "[a-c]/x.rs", "[!a-c]/x.rs";
    lengths: "??.rs", "???.rs";
    case: "Src/a.rs", "src/a.rs";
    dots_are_no_names: ".*", "?";
    two_dots_are_no_name: ".?", "?.";
    suffixes: "**/a.rs", "**/b.rs";
}

#[test]
fn hostile_patterns_are_compared_in_bounded_time() {
    let stars = pattern(&"a*".repeat(28));
    assert!(overlap(&stars, &pattern(&"*a".repeat(28))).is_some());
    assert!(overlap(&stars, &pattern(&format!("{}b", "a".repeat(27)))).is_none());
    let braces = pattern(&"{a,b}".repeat(18));
    assert_eq!(overlap(&braces, &braces), Some(b"a".repeat(18)));
    let nested = pattern(&format!("{}x{}", "{a,".repeat(180), "}".repeat(180)));
    assert_eq!(overlap(&nested, &braces), None);
    assert!(overlap(&nested, &nested).is_some());
    let large = pattern(&"?*".repeat(250));
    assert!(overlap(&large, &pattern(&"*?".repeat(250))).is_some());
    assert!(overlap(&large, &pattern(&"?".repeat(249))).is_none());
}

#[test]
fn containment() {
    let contains = |a: &str, b: &str| pattern(a).contains(&pattern(b));
    for (a, b) in [
        ("**", "*"),
        ("src", "src/**"),
        ("src", "src/"),
        ("src/**", "src/a/b.rs"),
        ("a/*", "a/?"),
        ("{a,b}*", "ab*"),
        ("[a-z]", "[b-y]"),
        ("a/**/b.c", "a/b.c"),
        ("src/{*.rs,*/**}", "src/[a-c]/x.rs"),
        ("*", "[!a]"),
        ("**", "{a,b}".repeat(18).as_str()),
        ("{a,b,c}".repeat(9).as_str(), "{a,c}".repeat(9).as_str()),
        ("*a*", "*{a,aa,aaa}*"),
        ("[!.]*", "a*"),
    ] {
        assert_eq!(contains(a, b), Some(true), "{a} contains {b}");
    }
    for (a, b) in [
        ("*", "**"),
        ("src/", "src"),
        ("src/a.rs", "src/*.rs"),
        ("a/?", "a/*"),
        ("[b-y]", "[a-z]"),
        ("a", "b"),
        ("[!a]*", "*"),
        ("*.rs", "*.[!x]s"),
        ("[ -~]", "?"),
        ("*/x.rs", "**/x.rs"),
    ] {
        assert_eq!(contains(a, b), Some(false), "{a} does not contain {b}");
    }
    // To be sure of this takes two to the power of forty sets.
    let tail = format!("*a{}", "?".repeat(40));
    assert_eq!(contains(&tail, "*b*"), Some(false));
    assert_eq!(contains(&tail, &format!("*[ab]a{}", "[ab]".repeat(40))), None);
}

#[test]
fn differences() {
    let check = |a: &str, not_a: &[&str], b: &str, not_b: &[&str], expected: Option<&str>| {
        let [a, b] = [a, b].map(pattern);
        let [not_a, not_b] = [not_a, not_b].map(|texts| texts.iter().map(|text| pattern(text)).collect::<Vec<_>>());
        let left = Region { include: &a, exclude: not_a.iter().collect() };
        let right = Region { include: &b, exclude: not_b.iter().collect() };
        let expected = expected.map_or(Overlap::Disjoint, |path| Overlap::At(path.as_bytes().to_vec()));
        assert_eq!(left.overlap(&right), expected, "{left:?} and {right:?}");
        assert_eq!(right.overlap(&left).is_disjoint(), expected.is_disjoint(), "{right:?} and {left:?}");
    };
    check("src/**", &["src/api/**"], "src/api/**", &[], None);
    check("src/**", &["src/api/**"], "src/**/*.rs", &[], Some("src/x.rs"));
    check("src/**", &["src/*.rs"], "src/**/*.rs", &[], Some("src/x/x.rs"));
    check("src/**", &[], "src/**", &["src/**"], None);
    check("src/**", &["src/a.rs"], "src/*.rs", &["src/b.rs"], Some("src/x.rs"));
    check("src/*.rs", &["src/x*"], "src/*.rs", &[], Some("src/y.rs"));
    check("src/{a,b}.rs", &["src/a.rs"], "src/[a-c].rs", &["src/b.rs"], None);
    check("src", &["src/"], "src", &[], Some("src"));
    check("**", &["*"], "?", &[], None);
    check("*", &["[!a]*"], "*", &["a?*"], Some("a"));
    check("src/[a-c]", &["src/[ab]"], "src/*", &["src/[c-z]"], None);
    // Any character of Unicode is taken out, but not a byte that is none.
    let (any, chars) = (pattern("?"), pattern("[ -\u{10ffff}]"));
    let bytes = Region { include: &any, exclude: vec![&chars] };
    assert!(bytes.overlap(&Region::from(&any)).path().is_some());
}

#[test]
fn what_takes_too_long_is_not_called_disjoint() {
    let tail = pattern(&format!("*a{}", "?".repeat(40)));
    let (inner, all) = (pattern(&format!("*[ab]a{}", "[ab]".repeat(40))), pattern("**"));
    let rest = Region { include: &inner, exclude: vec![&tail] };
    assert_eq!(rest.overlap(&Region::from(&all)), Overlap::Undecided);
    assert!(!Overlap::Undecided.is_disjoint() && Overlap::Undecided.path().is_none());
}
