/* What people write into the page of preferences: other words, lines gone, lines new, and what can not be taken. */
#include "tests/unit/engine/room.h"

#include "core/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *copy_page(struct room *room) {
    struct buf page = {0};
    assert_room(room, project_format_preferences(room->project, &page, &room->error));
    return buf_take(&page);
}

/* The page with `from` replaced by `to`. */
static char *replace(const char *page, const char *from, const char *to) {
    const char *at = strstr(page, from);
    assert_non_null(at);
    return mem_format("%.*s%s%s", (int)(at - page), page, to, at + strlen(from));
}

/* Takes after. */
static bool write_page(struct room *room, const char *before, char *after) {
    room->error = (struct error){0};
    bool done = project_write_preferences(room->project, before, after, &room->error);
    free(after);
    return done;
}

static const char all_of_it[] = "1 docs Use contractions.|2 docs Avoid emoji.|3 email Sign off with \"Best\".";

static char *open_with_three(struct room *room) {
    room_open(room, NULL);
    room_prefer(room, "docs", "Use contractions.");
    room_prefer(room, "docs", "Avoid emoji.");
    room_prefer(room, "email", "Sign off with \"Best\".");
    assert_string_equal(room_list(room), all_of_it);
    return copy_page(room);
}

static void other_words(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    assert_room(&room, write_page(&room, page, mem_copy_text(page)));
    assert_string_equal(room_list(&room), all_of_it);
    assert_room(&room, write_page(&room, page, replace(page, "Avoid emoji. `2`", "Never use emoji.  `2` \r")));
    assert_string_equal(room_list(&room),
                        "1 docs Use contractions.|2 docs Never use emoji.|3 email Sign off with \"Best\".");
    /* The same once more does nothing. */
    int changes = room.changes;
    assert_room(&room, write_page(&room, page, replace(page, "Avoid emoji. `2`", "Never use emoji. `2`")));
    assert_string_equal(room_list(&room),
                        "1 docs Use contractions.|2 docs Never use emoji.|3 email Sign off with \"Best\".");
    assert_true(room.changes <= changes + 1);
    free(page);
    room_close(&room);
}

static void lines_gone_and_lines_new(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    assert_room(&room, write_page(&room, page, replace(page, "- Avoid emoji. `2`\n", "")));
    assert_string_equal(room_list(&room), "1 docs Use contractions.|3 email Sign off with \"Best\".");
    char *changed = replace(page, "## email\n", "## email\n\n- Greet with \"Hi\".\n");
    char *again = replace(changed, "- Avoid emoji. `2`\n", "- Write short sentences.\n- use  CONTRACTIONS.\n");
    free(changed);
    char *copy = mem_copy_text(again);
    assert_room(&room, write_page(&room, page, again));
    assert_string_equal(room_list(&room), "1 docs Use contractions.|3 email Sign off with \"Best\".|4 docs Write short "
                                          "sentences.|5 email Greet with \"Hi\".");
    assert_room(&room, write_page(&room, page, copy)); /* nothing twice */
    assert_string_equal(room_list(&room), "1 docs Use contractions.|3 email Sign off with \"Best\".|4 docs Write short "
                                          "sentences.|5 email Greet with \"Hi\".");
    free(page);
    room_close(&room);
}

/* Whoever takes the number for noise and deletes it has not deleted the line. */
static void a_number_gone_is_no_line_gone(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    assert_room(&room, write_page(&room, page, replace(page, "Use contractions. `1`", "Use contractions.")));
    assert_string_equal(room_list(&room), all_of_it);
    free(page);
    room_close(&room);
}

static void numbers_that_are_none(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    /* A copied line with other words is a new one; the first keeps the number. */
    assert_room(&room, write_page(&room, page,
                                  replace(page, "- Avoid emoji. `2`\n", "- Avoid emoji. `2`\n- Avoid dashes. `2`\n")));
    assert_string_equal(
        room_list(&room),
        "1 docs Use contractions.|2 docs Avoid emoji.|3 email Sign off with \"Best\".|4 docs Avoid dashes.");
    static const char *const odd[] = {"Write `x1`", "Write 12`", "Write ``", "Write `12", "`"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char *line = mem_format("- Avoid emoji. `2`\n- %s\n", odd[i]);
        char *after = replace(page, "- Avoid emoji. `2`\n", line);
        char *listed = mem_format("docs %s", odd[i]);
        if (write_page(&room, page, after))
            assert_non_null(strstr(room_list(&room), listed));
        assert_non_null(strstr(room_list(&room), "2 docs Avoid emoji."));
        free(listed);
        free(line);
    }
    /* A number of nobody: the line is new. */
    assert_room(&room, write_page(&room, page,
                                  replace(page, "- Avoid emoji. `2`\n", "- Avoid emoji. `2`\n- Avoid slang. `77`\n")));
    assert_non_null(strstr(room_list(&room), "docs Avoid slang."));
    free(page);
    room_close(&room);
}

static void what_cannot_be_taken(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    assert_false(write_page(&room, page, mem_copy_text("")));
    assert_non_null(strstr(room.error.text, "forget all 3"));
    assert_false(write_page(&room, page, mem_format("- No genre above it.\n%s", page)));
    assert_non_null(strstr(room.error.text, "heading of its genre"));
    assert_false(write_page(&room, page, replace(page, "Avoid emoji. `2`", " `2`")));
    assert_int_equal(room.error.kind, ERROR_USAGE);
    char *long_text = mem_alloc(5001);
    memset(long_text, 'x', 5000);
    assert_false(write_page(&room, page, replace(page, "Avoid emoji.", long_text)));
    free(long_text);
    assert_string_equal(room_list(&room), all_of_it); /* nothing of it was done */
    /* Words that another line has already. */
    assert_false(write_page(&room, page, replace(page, "Avoid emoji. `2`", "Use contractions. `2`")));
    assert_string_equal(room_list(&room), all_of_it);
    free(page);
    room_close(&room);
}

static void what_came_meanwhile_stays(void **state) {
    (void)state;
    struct room room;
    char *page = open_with_three(&room);
    room_prefer(&room, "docs", "Write short sentences.");
    assert_room(&room, project_forget_preference(room.project, 3, &room.error));
    assert_room(&room, write_page(&room, page, replace(page, "- Avoid emoji. `2`\n", "")));
    assert_string_equal(room_list(&room), "1 docs Use contractions.|4 docs Write short sentences.");
    /* The last line may go. */
    room_close(&room);
    free(page);
    room_open(&room, NULL);
    room_prefer(&room, "docs", "Use contractions.");
    page = copy_page(&room);
    assert_room(&room, write_page(&room, page, replace(page, "- Use contractions. `1`\n", "")));
    assert_string_equal(room_list(&room), "");
    free(page);
    room_close(&room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_words),
        cmocka_unit_test(lines_gone_and_lines_new),
        cmocka_unit_test(a_number_gone_is_no_line_gone),
        cmocka_unit_test(numbers_that_are_none),
        cmocka_unit_test(what_cannot_be_taken),
        cmocka_unit_test(what_came_meanwhile_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
