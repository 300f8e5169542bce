/* Jobs: leases, journals, the end of a job; the ledger; suggestions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/store/statement.h"
#include "tests/unit/store/folder.h"

#include <sys/wait.h>

static void queue(struct folder *f, const char *text) {
    struct store_sample sample = {.document = "a", .genre = "docs", .text = text};
    assert_ok(*f, store_queue_samples(f->store, &sample, 1, NULL, &f->error));
}

static int64_t lease(struct folder *f, const char *owner, int64_t until_ms, bool *elsewhere) {
    struct store_job job;
    assert_ok(*f, store_lease_job(f->store, owner, until_ms, &job, elsewhere, &f->error));
    int64_t id = job.id;
    store_job_finish(&job);
    return id;
}

static void one_job_at_a_time(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere;
    folder_open(&f);
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), 0);
    assert_false(elsewhere);
    queue(&f, "one");
    queue(&f, "two");
    int64_t job = lease(&f, "a", clock_now_ms() + 60000, &elsewhere);
    assert_true(job > 0);
    assert_int_equal(lease(&f, "b", INT64_MAX, &elsewhere), 0);
    assert_true(elsewhere);
    assert_int_equal(lease(&f, "a", clock_now_ms() + 60000, &elsewhere), job); /* the one that was begun */
    assert_ok(f, store_renew_lease(f.store, job, "a", clock_now_ms() - 1, &f.error));
    assert_int_equal(lease(&f, "b", INT64_MAX, &elsewhere), job); /* run out: taken over */
    struct error error = {0};
    assert_false(store_renew_lease(f.store, job, "a", INT64_MAX, &error));
    assert_int_equal(error.kind, ERROR_STALE);
    assert_ok(f, store_release_lease(f.store, job, "b", &f.error));
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), job);
    folder_close(&f);
}

static void the_lease_of_a_dead_process_ends_with_it(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere;
    char owner[512] = {0};
    int ends[2];
    folder_open(&f);
    queue(&f, "one");
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        char *own = store_make_lease_owner();
        ssize_t written = write(ends[1], own, strlen(own));
        _exit(written > 0 ? 0 : 1);
    }
    assert_true(read(ends[0], owner, sizeof owner - 1) > 0);
    /* While the child is there (a zombie is), its lease holds; then it does not. */
    int64_t job = lease(&f, owner, INT64_MAX, &elsewhere);
    assert_int_equal(lease(&f, "me", INT64_MAX, &elsewhere), 0);
    assert_true(elsewhere);
    waitpid(child, NULL, 0);
    assert_int_equal(lease(&f, "me", INT64_MAX, &elsewhere), job);
    close(ends[0]);
    close(ends[1]);
    folder_close(&f);
}

/* "place pid random" with another place or pid. */
static char *change_owner(const char *owner, const char *place_end, long pid) {
    int len = (int)strcspn(owner, " ");
    return mem_format("%.*s%s %ld 0123456789abcdef", len, owner, place_end, pid);
}

static void only_a_process_of_the_same_place_can_be_dead(void **state) {
    (void)state;
    const long gone = 0x7ffffffe; /* over any limit of process ids */
    char *own = store_make_lease_owner(), *other = store_make_lease_owner();
    char *dead = change_owner(own, "", gone), *elsewhere = change_owner(own, "1", gone);
    assert_string_not_equal(own, other);
    assert_false(store_lease_owner_is_dead(own));
    assert_true(store_lease_owner_is_dead(dead));
    /* A container with the same host name and home: its process 7 is none of ours. */
    assert_false(store_lease_owner_is_dead(elsewhere));
    if (access("/proc/self/ns/pid", F_OK) == 0) {
        assert_non_null(strstr(own, "/pid:["));
        char host[256];
        assert_int_equal(gethostname(host, sizeof host), 0);
        char *name_alone = mem_format("%s %ld 0123456789abcdef", host, gone);
        assert_false(store_lease_owner_is_dead(name_alone));
        free(name_alone);
    }
    free(own);
    free(other);
    free(dead);
    free(elsewhere);
}

static bool collect(void *arg, const struct store_answer *answer, int64_t time_ms) {
    assert_true(time_ms > 0);
    list_take(arg, mem_format("%s=%s%s", answer->key, answer->answer, answer->cut_off ? "..." : ""));
    return true;
}

static void the_journal_comes_back(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere;
    folder_open(&f);
    queue(&f, "one");
    int64_t job = lease(&f, "a", INT64_MAX, &elsewhere), tokens;
    const struct store_answer answers[] = {{.key = "infer/1",
                                            .op = "infer",
                                            .question = "{}",
                                            .answer = "A",
                                            .model = "m",
                                            .prompt_tokens = 100,
                                            .answer_tokens = 20,
                                            .cut_off = true},
                                           {.key = "generate/1",
                                            .op = "generate",
                                            .question = "{}",
                                            .answer = "B",
                                            .model = "m",
                                            .prompt_tokens = 10,
                                            .answer_tokens = 5}};
    struct error error = {0};
    assert_false(store_add_answers(f.store, job, "b", answers, 2, &error)); /* not its lease */
    assert_int_equal(error.kind, ERROR_STALE);
    assert_ok(f, store_add_answers(f.store, job, "a", answers, 2, &f.error));
    folder_reopen(&f);
    struct list list = {0};
    assert_ok(f, store_visit_answers(f.store, job, collect, &list, &f.error));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "infer/1=A...");
    assert_string_equal(list.items[1], "generate/1=B");
    list_finish(&list);
    assert_ok(f, store_count_learning_tokens(f.store, &tokens, &f.error));
    assert_int_equal(tokens, 135);
    folder_close(&f);
}

static void a_job_is_finished_once(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere;
    struct store_counts counts;
    folder_open(&f);
    queue(&f, "one");
    struct store_job job;
    assert_ok(f, store_lease_job(f.store, "a", INT64_MAX, &job, &elsewhere, &f.error));
    assert_ok(f, store_set_job_input(f.store, job.id, "{}", &f.error));
    assert_ok(f, store_count(f.store, &counts, &f.error));
    assert_int_equal(counts.samples[SAMPLE_LEARNING], 1);
    assert_int_equal(counts.samples[SAMPLE_QUEUED], 0);
    struct list preferences = {0};
    list_add(&preferences, "Be brief.");
    struct store_score scores[] = {{"Be brief.", job.sample, 2}, {"Removed.", job.sample, -1}};
    assert_ok(f, store_finish_learning(f.store, job.id, "a", "notes", "m", &preferences, scores, 2, &f.error));
    struct error error = {0};
    assert_false(store_finish_learning(f.store, job.id, "a", "notes", "m", &preferences, scores, 2, &error));
    assert_int_equal(error.kind, ERROR_STALE);
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), 0);
    assert_ok(f, store_count(f.store, &counts, &f.error));
    assert_int_equal(counts.samples[SAMPLE_LEARNED], 1);
    assert_int_equal(counts.preferences, 1);
    struct list problems = {0};
    assert_ok(f, store_check(f.store, &problems, &f.error));
    assert_int_equal(problems.count, 0);
    list_finish(&preferences);
    store_job_finish(&job);
    folder_close(&f);
}

static void what_was_given_up_can_be_tried_again(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere;
    size_t queued;
    folder_open(&f);
    queue(&f, "one");
    int64_t job = lease(&f, "a", INT64_MAX, &elsewhere);
    const struct store_answer answer = {.key = "infer/1", .op = "infer", .question = "{}", .answer = "A", .model = "m"};
    assert_ok(f, store_add_answers(f.store, job, "a", &answer, 1, &f.error));
    assert_ok(f, store_set_job_failed_once(f.store, job, "no route", 5, &f.error));
    struct store_job again;
    assert_ok(f, store_lease_job(f.store, "a", INT64_MAX, &again, &elsewhere, &f.error));
    assert_int_equal(again.attempts, 1);
    assert_int_equal(again.not_before_ms, 5);
    assert_string_equal(again.error, "no route");
    store_job_finish(&again);
    assert_ok(f, store_give_up_job(f.store, job, "refused", &f.error));
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), 0);
    assert_ok(f, store_queue_failed(f.store, &queued, &f.error));
    assert_int_equal(queued, 1);
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), job); /* with its journal */
    struct list list = {0};
    assert_ok(f, store_visit_answers(f.store, job, collect, &list, &f.error));
    assert_int_equal(list.count, 1);
    list_finish(&list);
    folder_close(&f);
}

static void merged_ahead(void **state) {
    (void)state;
    struct folder f;
    bool elsewhere, found;
    char *text;
    folder_open(&f);
    assert_ok(f, store_add_coalesce_job(f.store, "docs", "00ff", "{\"a\":1}", &f.error));
    assert_ok(f, store_add_coalesce_job(f.store, "docs", "00ee", "{\"a\":2}", &f.error)); /* the newest of a genre */
    struct store_job job;
    assert_ok(f, store_lease_job(f.store, "a", INT64_MAX, &job, &elsewhere, &f.error));
    assert_int_equal(job.kind, JOB_COALESCE);
    assert_string_equal(job.input, "{\"a\":2}");
    assert_ok(f, store_add_coalesce_job(f.store, "docs", "00dd", "{\"a\":3}", &f.error)); /* it is in work */
    assert_ok(f, store_find_coalesced(f.store, "docs", "00ff", &found, &text, &f.error));
    assert_false(found);
    assert_ok(f, store_finish_coalesce(f.store, job.id, "a", "00ff", "Merged.", &f.error));
    assert_ok(f, store_find_coalesced(f.store, "docs", "00ff", &found, &text, &f.error));
    assert_true(found);
    assert_string_equal(text, "Merged.");
    free(text);
    store_job_finish(&job);
    /* Who looked before that merge and begins it after begins nothing. */
    assert_ok(f, store_add_coalesce_job(f.store, "docs", "00ff", "{}", &f.error));
    assert_int_equal(lease(&f, "a", INT64_MAX, &elsewhere), 0);
    folder_close(&f);
}

static void old_transcripts_go(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    static const char *const none[] = {NULL};
    int64_t first = 0;
    for (int i = 0; i <= STORE_TRANSCRIPTS; i++) {
        char *text = mem_format("sample %d", i);
        int64_t id = folder_learn(&f, "docs", text, none, 0);
        first = first ? first : id;
        free(text);
    }
    struct list list = {0};
    assert_ok(f, store_visit_transcript(f.store, first, collect, &list, &f.error));
    assert_int_equal(list.count, 0);
    assert_ok(f, store_visit_transcript(f.store, first + 1, collect, &list, &f.error));
    assert_int_equal(list.count, 1);
    list_finish(&list);
    folder_close(&f);
}

static void add_line(void *arg, const struct store_spend *spend) {
    list_take(arg, mem_format("%s %s %d %d %d", spend->model, spend->purpose, (int)spend->calls,
                              (int)spend->prompt_tokens, (int)spend->answer_tokens));
}

static bool see_suggestion(void *arg, const struct store_suggestion *suggestion) {
    list_take(arg, mem_format("%s %d %g", suggestion->kind, suggestion->state, suggestion->kept));
    return true;
}

static void ledger_and_suggestions(void **state) {
    (void)state;
    struct folder f;
    folder_open(&f);
    struct store_spend spend = {
        .model = "m", .purpose = "interactive", .calls = 1, .prompt_tokens = 10, .answer_tokens = 5};
    assert_ok(f, store_add_spend(f.store, &spend, &f.error));
    spend = (struct store_spend){
        .model = "m", .purpose = "interactive", .calls = 2, .prompt_tokens = 1, .answer_tokens = 2};
    assert_ok(f, store_add_spend(f.store, &spend, &f.error));
    spend = (struct store_spend){.model = "m", .purpose = "learn", .calls = 1, .prompt_tokens = 7, .answer_tokens = 7};
    assert_ok(f, store_add_spend(f.store, &spend, &f.error));
    struct list list = {0};
    assert_ok(f, store_visit_spend(f.store, NULL, add_line, &list, &f.error));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0], "m interactive 3 11 7");
    assert_string_equal(list.items[1], "m learn 1 7 7");
    list_finish(&list);
    assert_ok(f, store_visit_spend(f.store, "2001-01-01", add_line, &list, &f.error));
    assert_int_equal(list.count, 0);
    spend.day = "2001-01-01";
    assert_ok(f, store_add_spend(f.store, &spend, &f.error));
    assert_ok(f, store_visit_spend(f.store, "2001-01-01", add_line, &list, &f.error));
    assert_string_equal(list.items[0], "m learn 1 7 7");
    list_finish(&list);

    int64_t id;
    struct store_suggestion suggestion = {.genre = "docs", .kind = "rewrite"};
    assert_ok(f, store_add_suggestion(f.store, &suggestion, &id, &f.error));
    assert_ok(f, store_set_suggestion(f.store, id, SUGGESTION_EDITED, 0.75, &f.error));
    assert_ok(f, store_set_suggestion(f.store, id, SUGGESTION_EDITED, -1, &f.error)); /* what was known stays */
    assert_ok(f, store_visit_suggestions(f.store, id, see_suggestion, &list, &f.error));
    assert_string_equal(list.items[0], "rewrite 3 0.75");
    struct error error = {0};
    assert_false(store_set_suggestion(f.store, id + 1, SUGGESTION_SHOWN, -1, &error));
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    list_finish(&list);
    folder_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_job_at_a_time),
        cmocka_unit_test(the_lease_of_a_dead_process_ends_with_it),
        cmocka_unit_test(only_a_process_of_the_same_place_can_be_dead),
        cmocka_unit_test(the_journal_comes_back),
        cmocka_unit_test(a_job_is_finished_once),
        cmocka_unit_test(what_was_given_up_can_be_tried_again),
        cmocka_unit_test(merged_ahead),
        cmocka_unit_test(old_transcripts_go),
        cmocka_unit_test(ledger_and_suggestions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
