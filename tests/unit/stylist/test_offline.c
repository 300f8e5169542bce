/* The offline engine through the door of all engines: each op in the words that answer.h reads, told from the loop,
 * once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/model/answer.h"
#include "core/model/provider.h"

#include <stdlib.h>
#include <string.h>

struct reply {
    int count;
    char *text;
    enum error_kind kind;
};

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    struct reply *reply = arg;
    reply->count++;
    reply->text = answer ? mem_copy_text(answer->text) : NULL;
    reply->kind = error ? error->kind : ERROR_NONE;
}

/* Asks and waits. cancel: gives up at once. */
static struct reply ask(const struct question *question, bool cancel) {
    struct loop *loop = loop_create();
    struct error error;
    void *self = provider_offline.create(loop, NULL, &(struct model_settings){.engine = "offline"}, &error);
    assert_non_null(self);
    struct reply reply = {0};
    void *handle = provider_offline.start(self, question, NULL, on_done, &reply);
    if (cancel) {
        provider_offline.cancel(handle);
    }
    assert_int_equal(reply.count, 0);
    loop_run(loop);
    assert_int_equal(reply.count, 1);
    provider_offline.destroy(self);
    assert_true(loop_destroy(loop));
    return reply;
}

static char *ask_text(const struct question *question) {
    struct reply reply = ask(question, false);
    assert_int_equal(reply.kind, ERROR_NONE);
    return reply.text;
}

static char *ask_preferences(const struct question *question) {
    struct error error;
    char *answer = ask_text(question), *preferences = answer_read_preferences(answer, &error);
    free(answer);
    return preferences;
}

static char *ask_draft(const struct question *question) {
    struct error error;
    char *answer = ask_text(question), *draft = answer_read_draft(answer, false, &error);
    free(answer);
    return draft;
}

static void assert_and_free(char *got, const char *expected) {
    assert_non_null(got);
    assert_string_equal(got, expected);
    free(got);
}

static void answers_texts(void **state) {
    (void)state;
    struct list preferences = {0};
    list_add(&preferences, "Use contractions. Open with an anecdote.");
    struct question question = {.preferences = &preferences, .format = FORMAT_MARKDOWN};
    question.op = OP_REWRITE;
    question.passage = "It is `do not`, \"it is\".\n\nIt is late.";
    assert_and_free(ask_draft(&question), "It's `do not`, \"it is\".\n\nIt's late.");
    question.instruction = "formal";
    question.passage = "It's late.";
    assert_and_free(ask_draft(&question), "It is late.");
    question.op = OP_GENERATE;
    question.task_kind = TASK_REVISE;
    question.task = "It is late.";
    assert_and_free(ask_draft(&question), "It's late.");
    question.task_kind = TASK_NOTES;
    question.task = "- door 17 red\n- it is late";
    assert_and_free(ask_draft(&question), "Door 17 red. It's late.");
    question.op = OP_COMPLETE;
    question.before = "We leave as soon as";
    question.examples = (struct example[]){
        {.text = "It comes as soon as possible, and not before. He goes as soon as possible, and not before."}};
    question.example_count = 1;
    assert_and_free(ask_draft(&question), "possible, and not before.");
    question.example_count = 0;
    question.op = OP_OUTLINE;
    question.user_text = "The door is red!";
    assert_and_free(ask_text(&question), "- door red");
    list_finish(&preferences);
}

static void infers(void **state) {
    (void)state;
    struct list working = {0};
    list_add(&working, "Open with an anecdote. Avoid contractions. Use the Oxford comma.");
    struct question question = {.op = OP_INFER,
                                .task_kind = TASK_NOTES,
                                .task = "- door",
                                .user_text = "It's a door. We don't mind it.",
                                .draft = "Door.",
                                .preferences = &working};
    /* contradicted ones go, those that nothing was said about stay, new ones come */
    assert_and_free(ask_preferences(&question), "Open with an anecdote. Use the Oxford comma. Use contractions.");
    /* once the draft of a revision shows it all, the description stays as it is */
    question.task_kind = TASK_REVISE;
    list_finish(&working);
    list_add(&working, "Use contractions. Be bold.");
    question.draft = question.user_text;
    assert_and_free(ask_preferences(&question), "Use contractions. Be bold.");
    list_finish(&working);
    question.preferences = NULL;
    assert_null(ask_preferences(&question));
}

static void breaks_down_and_merges(void **state) {
    (void)state;
    struct error error;
    struct question question = {.op = OP_BREAKDOWN,
                                .joined =
                                    "Use contractions. Be bold.\nUse contractions where natural. Avoid contractions."};
    char *answer = ask_text(&question);
    struct list list = {0};
    assert_true(answer_read_list(answer, &list, &error));
    free(answer);
    char *joined = list_join(&list, "|");
    assert_and_free(joined, "Use contractions.|Be bold.|Avoid contractions.");
    list_finish(&list);

    list_add(&list, "Use contractions");
    list_add(&list, "Say \"ship it\" when it is done");
    list_add(&list, "Avoid contractions.");
    list_add(&list, "Use contractions where natural. Avoid emoji.");
    question = (struct question){.op = OP_COALESCE, .preferences = &list};
    assert_and_free(ask_preferences(&question), "Use contractions. Say \"ship it\" when it is done. Avoid emoji.");
    list_finish(&list);
}

static void verifies(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *preference;
        int score;
    } cases[] = {{"It's late. We don't mind.", "Use contractions.", 2},
                 {"It's late.", "Use contractions where natural", 1},
                 {"It's late. We don't mind.", "Avoid contractions.", -2},
                 {"It's late. We don't mind.", "Open with an anecdote.", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error;
        int score = 9;
        char *answer = ask_text(
            &(struct question){.op = OP_VERIFY, .user_text = cases[i].text, .preference = cases[i].preference});
        assert_true(answer_read_verdict(answer, &score, &error));
        assert_int_equal(score, cases[i].score);
        free(answer);
    }
}

static void cancelled_calls_answer_once(void **state) {
    (void)state;
    struct reply reply = ask(&(struct question){.op = OP_OUTLINE, .user_text = "A door."}, true);
    assert_int_equal(reply.kind, ERROR_CANCELLED);
    assert_null(reply.text);
}

/* What a question does not set is empty, not a crash. */
static void bare_questions_are_answered(void **state) {
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        free(ask_text(&(struct question){.op = (enum op)op}));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_texts),
        cmocka_unit_test(infers),
        cmocka_unit_test(breaks_down_and_merges),
        cmocka_unit_test(verifies),
        cmocka_unit_test(cancelled_calls_answer_once),
        cmocka_unit_test(bare_questions_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
