/* Prompts: the built-in templates say what must be said, data cannot leave its marks, overriding files are checked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/model/prompt.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct list two = {0};

/* One question of each op with every text it can have, all distinct. */
static struct question make(enum op op) {
    static const struct example examples[] = {{"example task", "example text"}};
    struct question question = {.op = op, .format = FORMAT_MARKDOWN};
    switch (op) {
    case OP_INFER:
    case OP_EXPLAIN:
        question.draft = "the draft\nof two lines";
        question.user_text = "the user's text";
        question.task = "- the task";
        question.preferences = op == OP_INFER ? &two : NULL;
        break;
    case OP_GENERATE:
        question.task = "- the task";
        question.preferences = &two;
        question.examples = examples;
        question.example_count = 1;
        break;
    case OP_OUTLINE:
        question.user_text = "the user's text";
        break;
    case OP_BREAKDOWN:
        question.joined = "Be brief.\nUse puns.";
        break;
    case OP_COMPARE:
        question.joined = "Be wordy.";
        question.preferences = &two;
        break;
    case OP_COALESCE:
    case OP_AGGREGATE:
        question.preferences = &two;
        break;
    case OP_VERIFY:
        question.user_text = "the user's text";
        question.preference = "the preference";
        break;
    default:
        question.before = "stands before ";
        question.after = " stands after";
        question.passage = op == OP_REWRITE ? "the passage" : NULL;
        question.instruction = op == OP_REWRITE ? "the instruction" : NULL;
        question.preferences = &two;
    }
    return question;
}

static void check_has(const struct prompt *prompt, const char *text) {
    if (text && !strstr(prompt->user, text)) {
        fail_msg("\"%s\" is missing in: %s", text, prompt->user);
    }
}

static void every_text_is_in_the_prompt_verbatim(void **state) {
    (void)state;
    struct error error = {0};
    struct prompts *prompts = prompts_load(NULL, &error);
    assert_int_equal(error.kind, ERROR_NONE);
    for (int op = 0; op < OP_COUNT; op++) {
        struct question question = make((enum op)op);
        struct prompt prompt;
        prompt_format(prompts, &question, &prompt);
        const char *const texts[] = {question.task,       question.user_text, question.draft,
                                     question.preference, question.joined,    question.passage,
                                     question.before,     question.after,     question.instruction};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            check_has(&prompt, texts[i]);
        }
        for (size_t i = 0; question.preferences && i < question.preferences->count; i++) {
            check_has(&prompt, question.preferences->items[i]);
        }
        if (question.example_count > 0) {
            check_has(&prompt, "<example_text>\nexample text\n</example_text>");
        }
        assert_null(strstr(prompt.system, "{{"));
        assert_null(strstr(prompt.user, "{{"));
        prompt_finish(&prompt);
    }
    prompts_destroy(prompts);
}

static void sections_follow_what_is_given(void **state) {
    (void)state;
    struct prompts *prompts = prompts_load(NULL, NULL);
    struct prompt prompt;
    struct question question = make(OP_GENERATE);
    prompt_format(prompts, &question, &prompt);
    check_has(&prompt, "<notes>\n- the task\n</notes>");
    assert_null(strstr(prompt.user, "old_text"));
    prompt_finish(&prompt);

    question.task_kind = TASK_REVISE;
    question.preferences = NULL;
    question.example_count = 0;
    prompt_format(prompts, &question, &prompt);
    check_has(&prompt, "<old_text>\n- the task\n</old_text>");
    assert_null(strstr(prompt.user, "notes"));
    assert_null(strstr(prompt.user, "prefer"));
    assert_null(strstr(prompt.user, "example"));
    assert_null(strstr(prompt.user, "\n\n\n"));
    prompt_finish(&prompt);

    struct list one = {0};
    list_add(&one, "Be brief. Use puns.");
    question.preferences = &one;
    prompt_format(prompts, &question, &prompt);
    check_has(&prompt, "<preferences>\nBe brief. Use puns.\n</preferences>");
    prompt_finish(&prompt);
    list_finish(&one);
    prompts_destroy(prompts);
}

static size_t count_shared(const char *a, const char *b) {
    size_t len = 0;
    while (a[len] && a[len] == b[len]) {
        len++;
    }
    return len;
}

/* What servers with a prefix cache live on: in verify only the preference differs, in infer task and user's text stand
 * before what changes. */
static void what_changes_comes_last(void **state) {
    (void)state;
    struct prompts *prompts = prompts_load(NULL, NULL);
    struct prompt a, b;
    struct question question = make(OP_VERIFY);
    prompt_format(prompts, &question, &a);
    question.preference = "another preference";
    prompt_format(prompts, &question, &b);
    assert_string_equal(a.system, b.system);
    assert_ptr_equal(strstr(a.user, "the preference") - count_shared(a.user, b.user), a.user);
    prompt_finish(&a);
    prompt_finish(&b);

    question = make(OP_INFER);
    prompt_format(prompts, &question, &a);
    question.preferences = NULL;
    question.draft = "another draft";
    prompt_format(prompts, &question, &b);
    assert_string_equal(a.system, b.system);
    size_t shared = count_shared(a.user, b.user);
    assert_true(shared > (size_t)(strstr(a.user, "the user's text") - a.user));
    assert_true(shared > (size_t)(strstr(a.user, "- the task") - a.user));
    prompt_finish(&a);
    prompt_finish(&b);
    prompts_destroy(prompts);
}

static void data_cannot_leave_its_marks(void **state) {
    (void)state;
    static const struct {
        const char *preference, *text, *mark;
    } cases[] = {
        {"plain", "<b>html</b>", "<user_text>"},
        {"plain", "a </user_text> b", "<user_text-2>"},
        {"a <USER_TEXT> b", "plain", "<user_text-2>"},
        {"plain", "</user_text-2> and </preference-7>", "<user_text-22>"},
        {"plain", "</user_text-222>", "<user_text-2222>"},
        {"{{draft}}", "{{#preference}}", "<user_text>"},
    };
    struct prompts *prompts = prompts_load(NULL, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct question question = {.op = OP_VERIFY, .user_text = cases[i].text, .preference = cases[i].preference};
        struct prompt prompt;
        prompt_format(prompts, &question, &prompt);
        check_has(&prompt, cases[i].mark);
        check_has(&prompt, cases[i].text);
        check_has(&prompt, cases[i].preference);
        const char *first = strstr(prompt.user, cases[i].mark);
        assert_null(strstr(first + 1, cases[i].mark));
        prompt_finish(&prompt);
    }
    prompts_destroy(prompts);
}

/* --- overriding files --- */

static char *folder;

static int make_folder(void **state) {
    (void)state;
    char path[] = "/tmp/prosed-prompts-XXXXXX";
    folder = mem_copy_text(mkdtemp(path));
    list_add(&two, "Be brief.");
    list_add(&two, "Use puns.");
    log_set_level(LOG_ERROR); /* the warnings of broken templates are looked at as errors */
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    rmdir(folder);
    free(folder);
    list_finish(&two);
    return 0;
}

/* The user message for a verify question with this template in the folder; *error as prompts_load left it. */
static char *format_with(const char *template, size_t len, struct error *error) {
    char *path = path_join(folder, "verify.txt");
    assert_true(path_write(path, template, len, NULL));
    struct prompts *prompts = prompts_load(folder, error);
    struct question question = make(OP_VERIFY);
    struct prompt prompt;
    prompt_format(prompts, &question, &prompt);
    char *user = mem_copy_text(prompt.user);
    prompt_finish(&prompt);
    prompts_destroy(prompts);
    unlink(path);
    free(path);
    return user;
}

static void a_file_takes_the_place_of_a_template(void **state) {
    (void)state;
    static const char template[] =
        "Judge.\n--- \n{{user_text}}\n{{#preference}}  \nP: {{preference}}\n{{/preference}}\n";
    struct error error = {0};
    char *user = format_with(template, sizeof template - 1, &error);
    assert_int_equal(error.kind, ERROR_NONE);
    assert_string_equal(user, "<user_text>\nthe user's text\n</user_text>\n"
                              "P: <preference>\nthe preference\n</preference>\n");
    free(user);
}

static void broken_files_are_named(void **state) {
    (void)state;
    static const struct {
        const char *template, *line, *what;
    } cases[] = {
        {"Judge. {{user_text}} {{preference}}\n", "verify.txt:2:", "no line \"---\""},
        {"Judge.\n---\n{{user_text}}\n{{preferance}}\n", "verify.txt:4:", "no hole {{preferance}}"},
        {"Judge.\n---\n{{user_text}}\n{{draft}}{{preference}}\n", "verify.txt:4:", "user_text preference format"},
        {"Judge.\n{{#preference}}\n---\n{{user_text}}{{preference}}\n", "verify.txt:3:", "does not end"},
        {"Judge.\n---\n{{user_text}}{{preference}}\n{{/preference}}\n", "verify.txt:4:", "not begun"},
        {"Judge.\n---\n{{user_text}}\n{{preference}\n", "verify.txt:4:", "without"},
        {"Judge.\n---\n{{user_text}}\n", "verify.txt:4:", "{{preference}} is missing"},
        {"Judge.\xff\n---\n{{user_text}}{{preference}}\n", "verify.txt:1:", "UTF-8"},
        {"", "verify.txt:1:", "no line \"---\""},
    };
    struct error unused = {0};
    struct prompts *builtin = prompts_load(NULL, &unused);
    struct question question = make(OP_VERIFY);
    struct prompt expected;
    prompt_format(builtin, &question, &expected);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        char *user = format_with(cases[i].template, strlen(cases[i].template), &error);
        assert_int_equal(error.kind, ERROR_USAGE);
        if (!strstr(error.text, cases[i].line) || !strstr(error.text, cases[i].what)) {
            fail_msg("case %zu says: %s", i, error.text);
        }
        assert_string_equal(user, expected.user);
        free(user);
    }
    prompt_finish(&expected);
    prompts_destroy(builtin);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_in_the_prompt_verbatim),
        cmocka_unit_test(sections_follow_what_is_given),
        cmocka_unit_test(what_changes_comes_last),
        cmocka_unit_test(data_cannot_leave_its_marks),
        cmocka_unit_test(a_file_takes_the_place_of_a_template),
        cmocka_unit_test(broken_files_are_named),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
