#include "tests/unit/stylist/trait_case.h"

static void test_heading_case(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"title", FORMAT_MARKDOWN, "# How to set it up\n\nPlain text here.\n\n## What the cooks know",
         "# How to Set It Up\n\nPlain text here.\n\n## What the Cooks Know"},
        {"title", FORMAT_MARKDOWN, "# once\n\n## How to set it up", "# once\n\n## How to Set It Up"},
        {"sentence", FORMAT_MARKDOWN, "# How to Set It Up\n\n## Choice of the Measuring Interval",
         "# How to set it up\n\n## Choice of the measuring interval"},
        {"sentence", FORMAT_MARKDOWN, "# Notes on `Make` and NASA in Berlin\n\nWe were in Berlin. The boat left.",
         NULL},
        {"sentence", FORMAT_MARKDOWN, "# The Boatyard Rules\n\nOur boatyard is old.",
         "# The boatyard rules\n\nOur boatyard is old."},
        {"title", FORMAT_MARKDOWN, "# Running `make all` on an iPhone with x86",
         "# Running `make all` on an iPhone with x86"},
        {"sentence", FORMAT_MARKDOWN, "# How to Conduct Experiments", "# How to conduct experiments"},
        {"title", FORMAT_MARKDOWN, "## setup of things {#setup-mac}", "## Setup of Things {#setup-mac}"},
        {"title", FORMAT_MARKDOWN, "# Part one: a start", "# Part One: A Start"},
    };
    static const struct rewrite_case quiet[] = {
        {"title", FORMAT_MARKDOWN, "No heading here at all.\n\n```\n# a comment line\n```\n\n- a list item", NULL},
        {"sentence", FORMAT_MARKDOWN, "# Deploying Kubernetes in Zurich", NULL},
        {"sentence", FORMAT_MARKDOWN, "## (2) No dynamic memory\n\n# Step 3: Plan it", NULL},
        {"sentence", FORMAT_MARKDOWN, "# GitHub Actions\n\n# What It Does", NULL}, /* a name that nobody knows: none */
        {"sentence", FORMAT_MARKDOWN, "# Shared-State Work", NULL},
        {"title", FORMAT_MARKDOWN, "# bump minimatch\n\nWe use minimatch.", NULL},
        {"title", FORMAT_MARKDOWN, "### deleteAsync(patterns, options?)\n\n# `code` first", NULL},
        {"sentence", FORMAT_MARKDOWN, "The Quick Brown Fox Is a Story.", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_MARKDOWN, "# How to set it up\n\n## Where it goes\n\n## Choice of the Interval", {2, 1}},
        {FORMAT_MARKDOWN, "# Visit Berlin\n\n## USAGE\n\n## tidelog\n\nThis Is No Heading.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use sentence case in headings.", "sentence"},
        {"Use title case for headings.", "title"},
        {"Avoid title case in headings.", "sentence"},
    };
    trait_case_rewrites("heading_case", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("heading_case", quiet, COUNT_OF(quiet));
    trait_case_measures("heading_case", measures, COUNT_OF(measures));
    trait_case_names("heading_case", names, COUNT_OF(names));
}

static void test_lists(void **state) {
    (void)state;
    static const struct measure_case measures[] = {
        {FORMAT_MARKDOWN, "We need:\n\n- bread\n- milk\n\nAnd later:\n\n* tea\n* salt", {2, 0}},
        {FORMAT_TEXT, "We need four things: bread, milk, tea, and salt. Second, we need a cook. Third, a cat.", {0, 3}},
        {FORMAT_TEXT, "We need four things: bread, milk, tea, and salt.", {0, 0}},
        {FORMAT_TEXT, "We need bread, milk and tea. See the note: it is short.", {0, 0}},
        {FORMAT_MARKDOWN, "- a single item", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use bullet points.", "bullets"},
        {"Use bulleted lists for enumerations.", "bullets"},
        {"Avoid bullet points.", "paragraphs"},
        {"Write in flowing prose.", "paragraphs"},
    };
    trait_case_measures("lists", measures, COUNT_OF(measures));
    trait_case_names("lists", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("lists"), 0));
}

static void test_list_marker(void **state) {
    (void)state;
    static const struct measure_case measures[] = {
        {FORMAT_MARKDOWN, "- one\n- two\n\nText.\n\n* three", {2, 1}},
        {FORMAT_MARKDOWN, "1. one\n2. two\n\n*emphasis* - here\n\n---\n", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Use asterisks for bullet points.", "asterisk"},
        {"Use dashes as list markers.", "dash"},
    };
    assert_false(trait_can_rewrite(trait_case_find("list_marker"), 0));
    trait_case_measures("list_marker", measures, COUNT_OF(measures));
    trait_case_names("list_marker", names, COUNT_OF(names));
}

static void test_list_end(void **state) {
    (void)state;
    static const struct rewrite_case rewrites[] = {
        {"period", FORMAT_MARKDOWN, "- one thing\n- `code` too (mostly)\n- done!",
         "- one thing.\n- `code` too (mostly)\n- done!"},
        {"none", FORMAT_MARKDOWN, "- One thing.\n- Another.", "- One thing\n- Another"},
    };
    static const struct rewrite_case quiet[] = {
        {"none", FORMAT_MARKDOWN, "- One thing. It is long.\n- bread, milk, etc.\n- at 5 p.m.\n- wait...\n\nText.",
         NULL},
        {"period", FORMAT_TEXT, "* One thing that needs to be\nput right.", NULL},
        {"none", FORMAT_MARKDOWN, "- One thing.\n\n  It goes on.\n", NULL},
        {"period", FORMAT_MARKDOWN,
         "- He said \"no.\"\n- See (it.)\n- this and\n- Name\n- The Handbook\n- CREATE TRIGGER\n- yes \xf0\x9f\x98\x84",
         NULL},
        {"period", FORMAT_MARKDOWN, "- see:\n  - what?\n- https://example.org/a\n\nA line of text", NULL},
        {"period", FORMAT_MARKDOWN, "# A heading\n\n- one\n\n  goes on here.\n", NULL},
    };
    static const struct measure_case measures[] = {
        {FORMAT_MARKDOWN, "- one.\n- two\n- three\n- four!\n- bread, etc.\n\nText.", {1, 2}},
        {FORMAT_MARKDOWN, "One.\n\nTwo\n\n# Three", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Do not put periods at the end of list items.", "none"},
        {"Put a period at the end of each bullet.", "period"},
    };
    trait_case_rewrites("list_end", rewrites, COUNT_OF(rewrites));
    trait_case_rewrites("list_end", quiet, COUNT_OF(quiet));
    trait_case_measures("list_end", measures, COUNT_OF(measures));
    trait_case_names("list_end", names, COUNT_OF(names));
}

static void test_paragraph_length(void **state) {
    (void)state;
    char text[2000] = "";
    for (int i = 0; i < 20; i++) {
        strcat(text, "This is one more sentence.\n");
    }
    struct measure_case measures[] = {
        {FORMAT_TEXT, text, {0, 1}},
        {FORMAT_TEXT, "A paragraph of some fifteen or more words is what is needed here to be counted at all.", {1, 0}},
        {FORMAT_TEXT, "Hi Ann,\n\nToo little.", {0, 0}},
    };
    static const struct name_case names[] = {
        {"Keep paragraphs short.", "short"},
        {"Prefer long paragraphs.", "long"},
    };
    trait_case_measures("paragraph_length", measures, COUNT_OF(measures));
    trait_case_names("paragraph_length", names, COUNT_OF(names));
    assert_false(trait_can_rewrite(trait_case_find("paragraph_length"), 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heading_case),     cmocka_unit_test(test_lists),
        cmocka_unit_test(test_list_marker),      cmocka_unit_test(test_list_end),
        cmocka_unit_test(test_paragraph_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
