/* usage: held TEXT < PREFERENCES
 *
 * How a text by an author (Markdown) stands to preferences, one a line, that were learned from other texts of theirs. For
 * each a line: places that show it, places where there was a choice, the preference, with tabs between. Then "changes":
 * how many edits of words all of them together would make in the text, and its words. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/preference/evidence.h"
#include "core/text/diff.h"
#include "core/text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    struct buf text = {0};
    struct list preferences = {0};
    struct choices choices;
    struct habits habits = {0};
    struct edits edits = {0};
    char line[LIMIT_PREFERENCE_BYTES + 2];
    if (argc != 2 || !path_read(argv[1], LIMIT_DOCUMENT_BYTES, &text, NULL)) {
        fprintf(stderr, "usage: held TEXT < PREFERENCES\n");
        return 2;
    }
    choices_count(buf_get(&text), text.len, FORMAT_MARKDOWN, &choices);
    habits_add(&habits, &choices, argv[1]);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        struct habit habit = habits_judge(&habits, line);
        printf("%u\t%u\t%s\n", habit.places, habit.choices, line);
        list_add(&preferences, line);
    }
    char *after = stylist_rewrite(buf_get(&text), FORMAT_MARKDOWN, &preferences, NULL);
    diff_words(buf_get(&text), text.len, after, strlen(after), &edits);
    printf("changes\t%zu\t%zu\n", edits.count, words_count(buf_get(&text), text.len));
    edits_finish(&edits);
    free(after);
    list_finish(&preferences);
    buf_finish(&text);
    return 0;
}
