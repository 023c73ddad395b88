//! What matches what.

use super::pattern;

/// `name: pattern => [paths that match], [paths that do not];`
macro_rules! table {
    ($($name:ident: $text:expr => [$($yes:expr),*], [$($no:expr),*];)*) => {
        $(#[test] fn $name() {
            let pattern = pattern($text);
            $(assert!(pattern.matches($yes.as_ref()), "{pattern} must match {:?}", $yes);)*
            $(assert!(!pattern.matches($no.as_ref()), "{pattern} must not match {:?}", $no);)*
        })*
    };
}

table! {
    fixed: "src/a.rs" => ["src/a.rs"], ["src/a.rsx", "src/a.r", "src/A.rs", "x/src/a.rs", "src/a.rs/x", ""];
    not_at_any_depth: "*.md" => ["a.md", ".md"], ["docs/a.md"];

    dot_slash: "./src/a.rs" => ["src/a.rs"], ["a.rs"];
    dot_inside: "src/./a.rs" => ["src/a.rs"], ["src/x/a.rs"];
    dot_twice: "././src/./././a.rs" => ["src/a.rs"], [];
    doubled_slash: "src//a.rs" => ["src/a.rs"], ["src/x/a.rs"];
    doubled_after_dot: ".//src///a.rs" => ["src/a.rs"], [];
    slash_from_braces: "src/{/,./,x/}a.rs" => ["src/a.rs", "src/x/a.rs"], ["src/xa.rs"];
    name_from_braces: "{,src/}a.rs" => ["a.rs", "src/a.rs"], ["x/a.rs"];
    root: "." => ["a", "a/b/c", ".x"], [];
    root_directory: "./" => ["a", "a/b/c"], [];
    dots_in_names: "...a/.b/c.." => ["...a/.b/c.."], ["a/b/c"];
    white_space: " a b " => ["a b"], ["a", " a b "];

    directory: "src/" => ["src/a", "src/a/b"], ["src", "srca", "src2/a"];
    directory_of_dot: "src/." => ["src/a", "src/a/b"], ["src"];
    bare: "src" => ["src", "src/a", "src/a/b"], ["srcx", "x/src", "sr"];
    bare_in_path: "a/src" => ["a/src", "a/src/b"], ["a", "a/srcx"];
    bare_hidden: ".github" => [".github", ".github/x.yml"], ["github"];
    bare_version: "v1.2" => ["v1.2", "v1.2/a"], [];
    bare_namespace: "src/App.Core" => ["src/App.Core", "src/App.Core/a.cs"], [];
    bare_in_braces: "src/{a,b.rs}" => ["src/a", "src/a/x", "src/b.rs"], ["src/b.rs/x"];
    bare_after_wildcard: "*/src" => ["a/src", "a/src/b"], ["src", "a/b/src"];
    file_with_extension: "a.rs" => ["a.rs"], ["a.rs/b"];
    file_extension_in_braces: "a.{rs,C}" => ["a.rs", "a.C", "a.C/x"], ["a.rs/b"];
    file_extension_then_more: "a.rs.{bak,B}" => ["a.rs.bak", "a.rs.B/x"], ["a.rs.bak/x"];
    file_with_digits: "a.mp3" => ["a.mp3"], ["a.mp3/x"];
    file_well_known: "Makefile" => ["Makefile"], ["Makefile/x"];
    file_well_known_in_path: "a/.gitignore" => ["a/.gitignore"], ["a/.gitignore/x"];
    file_well_known_in_braces: "{LICENSE,src}" => ["LICENSE", "src/a"], ["LICENSE/a"];
    file_well_known_in_part: "x{LICENSE,src}" => ["xLICENSE/a", "xsrc/a"], [];
    file_well_known_as_directory: "Makefile/" => ["Makefile/x"], ["Makefile"];
    file_well_known_first: "LICENSE/a.txt" => ["LICENSE/a.txt"], [];

    star: "src/*" => ["src/a", "src/.a", "src/a.rs"], ["src/a/b", "src", "src/"];
    star_in_name: "a*b" => ["ab", "axb", "axxb", "abb"], ["a/b", "axbc"];
    star_matches_nothing: "a*" => ["a", "ab"], ["b", "a/b"];
    star_alone: "*" => ["a", "ab"], ["a/b", ""];
    star_as_directory: "*/x" => ["a/x"], ["x", "/x", "a/b/x"];
    star_below: "src/*/" => ["src/a/b", "src/a/b/c"], ["src/a"];
    stars_not_a_name: "a**" => ["a", "ab"], ["a/b"];
    stars_before_text: "src/**.ts" => ["src/a.ts"], ["src/a/b.ts"];
    stars_from_braces: "{*,a}*/x" => ["x", "b/c/x", "ab/x"], ["b/y"];
    question: "a?c" => ["abc", "a.c", "aéc"], ["ac", "abbc", "a/c"];
    question_is_a_character: "??" => ["ab", "éü", b"\xff\xfe"], ["é", "a/", b"\xff"];
    question_and_broken_bytes: "?" => [b"\xc3"], [b"\xc3\xff"];

    deep_first: "**/x.rs" => ["x.rs", "a/x.rs", "a/b/x.rs"], ["ax.rs", "x.rs/a"];
    deep_inside: "a/**/b.rs" => ["a/b.rs", "a/x/b.rs", "a/x/y/b.rs"], ["ab.rs", "a/xb.rs", "b.rs"];
    deep_last: "a/**" => ["a/b", "a/b/c"], ["a", "ab"];
    deep_alone: "**" => ["a", "a/b"], [""];
    deep_as_directory: "a/**/" => ["a/b/c", "a/b"], ["a"];
    deep_twice: "**/a/**/b.c" => ["a/b.c", "x/a/y/b.c"], ["b.c", "a"];
    deep_repeated: "a/**/**/b.c" => ["a/b.c", "a/x/b.c"], [];
    deep_in_braces: "src/{**/,}x.rs" => ["src/x.rs", "src/a/b/x.rs"], ["x.rs"];
    deep_three_stars: "a/***/b.c" => ["a/b.c", "a/x/y/b.c"], [];

    class: "[a-c]x" => ["ax", "cx"], ["dx", "x", "[a-c]x"];
    class_negated: "[!a-c]x" => ["dx", "éx", b"\xffx"], ["ax", "/x"];
    class_negated_caret: "[^a]x" => ["bx", "^x"], ["ax"];
    class_bracket_first: "[]a]x" => ["]x", "ax"], ["bx"];
    class_negated_bracket: "[!]]x" => ["ax"], ["]x"];
    class_dash_last: "[a-]x" => ["-x", "ax"], ["bx"];
    class_dash_first: "[-a]x" => ["-x", "ax"], ["bx"];
    class_dash_after_range: "[a-c-e]x" => ["bx", "-x", "ex"], ["dx"];
    class_never_slash: "a[+-9]b" => ["a0b", "a.b"], ["a/b"];
    class_of_unicode: "[à-ü]" => ["é"], ["e", "É"];
    class_escapes: r"[\]\-\!]x" => ["]x", "-x", "!x"], [r"\x"];
    class_as_escape: "a[*]b[?]c[{]d[[]" => ["a*b?c{d["], ["axbxcxdx"];
    class_of_dot: "[.]github/" => [".github/x"], ["xgithub/x"];
    class_alone: "src/[ab]" => ["src/a", "src/b"], ["src/[ab]", "src/a/x"];

    word: "app/[id]/x.ts" => ["app/[id]/x.ts", "app/i/x.ts"], ["app/id/x.ts", "app/x/x.ts"];
    word_of_rest: "p/[...slug].tsx" => ["p/[...slug].tsx"], ["p/slug.tsx"];
    word_optional: "p/[[...slug]]/x.ts" => ["p/[[...slug]]/x.ts"], ["p/s/x.ts", "p/s]/x.ts"];
    word_with_dash: "a/[user-id]/" => ["a/[user-id]/x"], ["a/u/x"];
    word_as_bare_name: "app/[slug]" => ["app/[slug]", "app/[slug]/page.tsx", "app/s"], [];
    word_within_name: "app/user-[id].ts" => ["app/user-[id].ts"], ["app/user-id.ts"];
    group: "app/(auth)/x.ts" => ["app/(auth)/x.ts"], ["app/auth/x.ts"];

    braces: "{a,b}.rs" => ["a.rs", "b.rs"], ["c.rs", "ab.rs", "{a,b}.rs"];
    braces_nested: "x{a,{b,c{d,e}}}" => ["xa", "xb", "xcd", "xce"], ["xc", "xd"];
    braces_empty: "a{,b}c" => ["ac", "abc"], ["abbc"];
    braces_with_slash: "{a/b,c}/*.rs" => ["a/b/x.rs", "c/x.rs"], ["a/x.rs", "b/x.rs"];
    braces_of_one: "{a}b" => ["ab"], ["{a}b"];
    braces_of_patterns: "{src/**,docs/*.md}" => ["src/a/b", "docs/a.md"], ["docs/a/b.md"];
    braces_then_class: "{[ab],c}d" => ["ad", "bd", "cd"], ["dd"];

    escapes: r"\[a\]/\*\,\}" => ["[a]/*,}"], ["a/*,}"];
    escaped_space: r"a\ b" => ["a b"], [];
    literal_signs: "#a@b+c=d%e&f;g'h" => ["#a@b+c=d%e&f;g'h"], [];
    comma_outside: "a,b" => ["a,b"], ["a", "b"];
    not_utf8: "b/caf*" => [b"b/caf\xe9", "b/café"], [b"b/\xe9"];
    long_unicode: "日本/*.md" => ["日本/語.md"], ["日/語.md"];
}

#[test]
fn hostile_patterns_match_in_bounded_time() {
    let path = "a".repeat(4000);
    assert!(!pattern(&format!("{}b", "a*".repeat(28))).matches(path.as_bytes()));
    assert!(pattern(&"a*".repeat(400)).matches(path.as_bytes()));
    let braces = pattern(&"{a,b}".repeat(18));
    assert!(braces.matches(&path.as_bytes()[..18]) && !braces.matches(path.as_bytes()));
    let nested = pattern(&format!("{}x{}", "{a,".repeat(180), "}".repeat(180)));
    assert!(nested.matches(b"a") && nested.matches(b"x") && !nested.matches(b"b"));
    assert!(!pattern("**/a/**/a/**/a/**/b").matches("a/".repeat(2000).as_bytes()));
}
