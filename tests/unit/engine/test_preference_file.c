/* Preferences as files: whatever is in a store comes back from either kind of file to the byte, and what is no such
 * file is refused with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/engine/preference_file.h"
#include "core/text/excerpt.h"
#include "tests/unit/store/folder.h"

static unsigned seed;

static size_t pick(size_t count) {
    return (size_t)rand_r(&seed) % count;
}

/* Pieces that mean something in Markdown, JSON or the file itself. */
static char *make_text(void) {
    static const char *const pieces[] = {"Use",  " ",
                                         "\"",   "\\",
                                         "- ",   "## ",
                                         "  - ", "\n",
                                         "\t",   "é",
                                         "→",    ", pinned",
                                         "`",    "*a*",
                                         "<b>",  "&amp;",
                                         "\x01", ".",
                                         "\\n",  "\x7f",
                                         "Zoë ", "learned 2026-11-24T03:25:57.015Z",
                                         "{",    "[",
                                         "'",    "日本語"};
    struct buf out = {0};
    buf_append_text(&out, pick(8) ? "x" : "\"");
    for (size_t i = pick(12); i > 0; i--)
        buf_append_text(&out, pieces[pick(sizeof pieces / sizeof *pieces)]);
    return buf_take(&out);
}

static void fill(struct folder *f) {
    static const char *const genres[] = {"docs", "email", "all", " odd \"genre\"\n"};
    for (size_t i = pick(8); i > 0; i--) {
        char *text = make_text(), *model = pick(2) ? make_text() : mem_copy_text(""), *excerpt = make_text();
        struct store_exported_evidence evidence[3];
        struct store_exported item = {.text = text,
                                      .genre = genres[pick(4)],
                                      .source = pick(2) ? "learned" : "added",
                                      .model = model,
                                      .created_ms = (int64_t)pick(2000000000) * 1000 + (int64_t)pick(1000),
                                      .pinned = pick(2),
                                      .evidence = evidence,
                                      .evidence_count = pick(4)};
        item.muted = !item.pinned && pick(2);
        for (size_t j = 0; j < item.evidence_count; j++)
            evidence[j] = (struct store_exported_evidence){.origin = pick(2) ? "0123456789ab" : "a \"store\"",
                                                           .sample = 1 + (int64_t)pick(1000000),
                                                           .scored = pick(4),
                                                           .score = 0,
                                                           .stored = pick(2),
                                                           .document = excerpt,
                                                           .excerpt = text,
                                                           .time_ms = (int64_t)pick(2000000000) * 1000};
        for (size_t j = 0; j < item.evidence_count; j++)
            evidence[j].score = evidence[j].scored ? (int)pick(5) - 2 : 0;
        assert_ok(*f, store_import(f->store, &item, 1, NULL, &f->error));
        free(text);
        free(model);
        free(excerpt);
    }
    for (size_t i = pick(3); i > 0; i--) { /* and what was learned here */
        char *sample = make_text(), *preference = make_text();
        const char *const preferences[] = {"Be brief.", preference, NULL};
        char *unique = mem_format("%s %zu", sample, i);
        folder_learn(f, "docs", unique, preferences, (int)pick(5) - 2);
        free(unique);
        free(sample);
        free(preference);
    }
}

static bool on_item(void *arg, const struct store_exported *item) {
    preference_file_add(arg, item);
    return true;
}

static char *export_all(struct folder *f, bool json) {
    struct preference_file exchange = {0};
    struct buf out = {0};
    assert_ok(*f, store_visit_exported(f->store, 0, on_item, &exchange, &f->error));
    if (json)
        preference_file_format_json(&exchange, &out);
    else
        preference_file_format_markdown(&exchange, &out);
    preference_file_finish(&exchange);
    return buf_take(&out);
}

static void import_all(struct folder *f, const char *file) {
    struct preference_file exchange = {0};
    if (!preference_file_parse(file, strlen(file), 1, &exchange, &f->error))
        fail_msg("seed %u: %s in\n%s", seed, f->error.text, file);
    assert_ok(*f, store_import(f->store, exchange.items, exchange.count, NULL, &f->error));
    preference_file_finish(&exchange);
}

static void any_store_comes_back(void **state) {
    (void)state;
    unsigned first = (unsigned)clock_now_ms();
    for (unsigned round = 0; round < 60; round++) {
        seed = first + round;
        struct folder from, to;
        folder_open(&from);
        fill(&from);
        for (int json = 0; json < 2; json++) {
            char *file = export_all(&from, json);
            folder_open(&to);
            import_all(&to, file);
            char *again = export_all(&to, json);
            if (strcmp(file, again) != 0)
                fail_msg("seed %u:\n%s\nbecame\n%s", first + round, file, again);
            import_all(&to, file); /* a second time changes nothing */
            char *twice = export_all(&to, json);
            assert_string_equal(file, twice);
            char *other = export_all(&from, !json), *others = export_all(&to, !json);
            assert_string_equal(other, others);
            folder_close(&to);
            free(file);
            free(again);
            free(twice);
            free(other);
            free(others);
        }
        folder_close(&from);
    }
}

static void coming_home_changes_nothing(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    static const char *const brief[] = {"Be brief.", NULL};
    folder_learn(&f, "docs", "text", brief, 2);
    char *before = export_all(&f, false);
    import_all(&f, before);
    char *after = export_all(&f, false);
    assert_string_equal(before, after);
    free(before);
    free(after);
    folder_close(&f);
}

static void a_list_by_hand(void **state) {
    (void)state;
    struct folder f;
    struct list list = {0};
    folder_open(&f);
    import_all(
        &f,
        "My wishes\n\n## docs\r\n\r\n- Use contractions.\r\nand some words\n- Be brief.  \n\n## email\n- Say hello.");
    assert_ok(f, store_load_union(f.store, "docs", 5, &list, &f.error));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "Use contractions.");
    assert_string_equal(list.items[1], "Be brief.");
    list_finish(&list);
    import_all(
        &f,
        "[{\"text\": \"Sing.\", \"genre\": \"notes\"}, {\"text\": \"Shout.\", \"genre\": \"notes\", \"muted\": true}]");
    struct list muted = {0};
    assert_ok(f, store_load_marked(f.store, "notes", &list, &muted, &f.error));
    assert_int_equal(list.count, 1);
    assert_int_equal(muted.count, 1);
    list_finish(&list);
    list_finish(&muted);
    folder_close(&f);
}

static void what_is_wrong_is_named(void **state) {
    (void)state;
    static const struct {
        const char *file;
        const char *named;
    } rows[] = {
        {"- Be brief.\n", "line 1"},
        {"## docs\n- Be brief.\n  - score +1.50 from 2 samples\n", "line 3"},
        {"## docs\n- Be brief.\n  - learned yesterday\n", "line 3"},
        {"## docs\n- Be brief.\n  - learned 2026-11-24T03:25:57.015Z, loved\n", "line 3"},
        {"## docs\n- Be brief.\n  - +3 sample 1 of \"a\", 2026-11-24T03:25:57.015Z, \"b\": \"c\"\n", "score"},
        {"## docs\n- Be brief.\n  - 4294967297 sample 1 of \"a\", 2026-11-24T03:25:57.015Z, \"b\": \"c\"\n", "score"},
        {"## docs\n- Be brief.\n  - +1 sample 9223372036854775807 of \"a\", 2026-11-24T03:25:57.015Z, \"b\": \"c\"\n",
         "sample"},
        {"## docs\n- Be brief.\n  - added 2026-11-24T03:25:57.015Z, pinned, muted\n", "not both"},
        {"{\"preferences\": 1}", "preferences"},
        {"[{\"text\": \"\", \"genre\": \"docs\"}]", "preference 1"},
        {"[{\"text\": \"a\", \"genre\": \"docs\"}, {\"text\": \"b\", \"genre\": \"docs\", \"source\": \"x\", \"time\": "
         "1}]",
         "preference 2"},
        {"{\"preferences\": [", ""},
        {"## docs\n- \xff\n", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct preference_file exchange = {0};
        struct error error = {0};
        assert_false(preference_file_parse(rows[i].file, strlen(rows[i].file), 1, &exchange, &error));
        if (!strstr(error.text, rows[i].named))
            fail_msg("%s: %s", rows[i].file, error.text);
        assert_int_equal(exchange.count, 0);
    }
}

static void a_page_of_the_team(void **state) {
    (void)state;
    struct buf page = {0};
    struct list genres = {0}, texts = {0};
    buf_append_text(&page, "# Ours\n- Everywhere.\n## docs\nWords.\n* Star.\n- Dash.\n  - detail\n- DASH.\n- ");
    for (int i = 0; i < 400; i++)
        buf_append_char(&page, 'x');
    buf_append_text(&page, "\n- \n");
    for (int i = 0; i < 100; i++)
        buf_printf(&page, "- Item %d.\n", i);
    preference_file_parse_team(buf_get(&page), page.len, &genres, &texts);
    assert_int_equal(texts.count, TEAM_ITEMS_MAX);
    assert_int_equal(genres.count, texts.count);
    assert_string_equal(texts.items[0], "Everywhere.");
    assert_string_equal(genres.items[0], STORE_GENRE_ALL);
    assert_string_equal(texts.items[1], "Star.");
    assert_string_equal(texts.items[2], "Dash.");
    assert_string_equal(texts.items[3], "Item 0.");
    assert_string_equal(genres.items[3], "docs");
    list_finish(&genres);
    list_finish(&texts);
    preference_file_parse_team("- \xff.\n", 5, &genres, &texts);
    assert_int_equal(texts.count, 0);
    buf_finish(&page);
}

static void set(struct folder *f, const char *one, const char *two) {
    struct list genres = {0}, texts = {0};
    const char *items[] = {one, two};
    for (int i = 0; i < 2 && items[i]; i++) {
        list_add(&genres, "docs");
        list_add(&texts, items[i]);
    }
    assert_ok(*f, store_set_team(f->store, &genres, &texts, &f->error));
    list_finish(&genres);
    list_finish(&texts);
}

/* What the page names comes and goes with it; what the person did to it stays. */
static void the_page_changes(void **state) {
    (void)state;
    struct folder f;
    struct store_news news;
    int64_t id;
    folder_open(&f);
    static const char *const learned[] = {"Be brief.", NULL};
    folder_learn(&f, "docs", "text", learned, 2);
    set(&f, "Be brief.", "Sing.");
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    set(&f, "Be brief.", "Sing.");
    assert_ok(f, store_find_news(f.store, &news, &f.error));
    assert_false(news.preferences); /* nothing new, nothing written */
    struct list list = {0}, muted = {0};
    assert_ok(f, store_load_marked(f.store, "docs", &list, &muted, &f.error));
    assert_int_equal(list.count, 2);
    list_finish(&list);
    assert_ok(f, store_find_preference(f.store, "docs", "Sing.", &id, &f.error));
    assert_ok(f, store_mute_preference(f.store, id, true, &f.error));
    set(&f, "Dance.", NULL);
    assert_ok(f, store_load_marked(f.store, "docs", &list, &muted, &f.error));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0], "Dance.");
    assert_int_equal(muted.count, 1);
    set(&f, NULL, NULL);
    char *file = export_all(&f, false);
    assert_non_null(strstr(file, "Be brief."));
    assert_non_null(strstr(file, "Sing."));
    assert_null(strstr(file, "Dance."));
    free(file);
    list_finish(&list);
    list_finish(&muted);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_store_comes_back), cmocka_unit_test(coming_home_changes_nothing),
        cmocka_unit_test(a_list_by_hand),       cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(a_page_of_the_team),   cmocka_unit_test(the_page_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
