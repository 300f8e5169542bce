/* Any document, place and answer: edits of a rewrite stay inside of the passage that was asked about, and a completion
 * is text; what was asked is valid text, too. */
#include "core/writing/write.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"a.txt", "a.md", "a.tex", "a.eml", "COMMIT_EDITMSG"};

static void check_plan(const struct rewrite_plan *plan, const char *text, size_t len, enum format format,
                       const char *answer, bool cut_off) {
    assert(plan->passage.span.start <= plan->passage.span.end && plan->passage.span.end <= len);
    assert(utf8_is_valid(plan->marked, strlen(plan->marked)));
    assert(utf8_is_valid(plan->before, strlen(plan->before)) && utf8_is_valid(plan->after, strlen(plan->after)));
    struct edits edits = {0};
    struct error error = {0};
    if (write_read_rewrite(plan, format, answer, cut_off, cut_off, &edits, &error)) {
        size_t last = plan->passage.span.start;
        for (size_t i = 0; i < edits.count; i++) {
            struct span span = edits.items[i].span;
            assert(span.start >= last && span.start <= span.end && span.end <= plan->passage.span.end);
            last = span.end;
        }
        size_t result_len;
        char *result = edits_apply(&edits, text, len, &result_len);
        assert(utf8_is_valid(result, result_len));
        free(result);
    } else {
        assert(edits.count == 0 && error.kind != ERROR_NONE && error.text[0]);
    }
    edits_finish(&edits);
}

static void check_completion(const struct document *document, size_t offset, const char *answer, bool cut_off) {
    struct completion_plan plan = {0};
    struct error error = {0};
    if (!write_plan_completion(document, offset, &plan, &error)) {
        assert(error.kind != ERROR_NONE);
        return;
    }
    assert(plan.begun <= strlen(plan.before) && plan.rest <= strlen(plan.after));
    char *insertion = write_read_completion(&plan, answer, cut_off);
    assert(insertion && utf8_is_valid(insertion, strlen(insertion)));
    free(insertion);
    write_completion_plan_finish(&plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 2000 ? size : 2000};
    const char *name = names[feed_number(&feed, sizeof names / sizeof *names)];
    bool cut_off = feed_number(&feed, 2) == 1;
    size_t bytes = feed_number(&feed, feed.len + 1);
    size_t len;
    char *text = feed_text(&feed, bytes, &len);
    size_t one = feed_border(&feed, text, len);
    size_t other = feed_number(&feed, 2) ? feed_border(&feed, text, len) : one;
    char *answer = feed_text(&feed, feed.len, NULL);
    struct document *document = document_create(name, NULL, text, len);
    struct rewrite_plan *plans = NULL;
    size_t count = 0;
    struct error error = {0};
    if (write_plan(document, one < other ? one : other, one < other ? other : one, 500, &plans, &count, &error)) {
        for (size_t i = 0; i < count; i++) {
            check_plan(&plans[i], text, len, document_get_format(document), answer, cut_off);
        }
        write_plans_finish(plans, count);
    } else {
        assert(error.kind == ERROR_NEEDLESS || error.kind == ERROR_LIMIT);
    }
    check_completion(document, one, answer, cut_off);
    document_destroy(document);
    free(answer);
    free(text);
    return 0;
}
