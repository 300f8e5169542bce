/* usage: completions FOLDER...
 *
 * Each folder holds the texts of one author. Of each text the last fifth is written once more, with all others and what
 * stands in front of the cursor as what the author wrote before; a completion is asked for at each word of prose
 * (Markdown). It is right if its first three words are what the author wrote next. Prints a line for each author, and
 * the sum. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/stylist/stylist.h"
#include "core/text/format.h"
#include "core/text/words.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS_MAX    40
#define BEFORE_BYTES 1200

struct figures {
    size_t asked, offered, right, words;
};

struct author {
    char *texts[TEXTS_MAX];
    size_t count;
};

static void read_author(const char *folder, struct author *author) {
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir)) && author->count < TEXTS_MAX;) {
        struct buf text = {0};
        char *path = path_join(folder, entry->d_name);
        if (entry->d_name[0] != '.' && path_read(path, LIMIT_DOCUMENT_BYTES, &text, NULL))
            author->texts[author->count++] = mem_copy(buf_get(&text), text.len);
        buf_finish(&text);
        free(path);
    }
    if (dir)
        closedir(dir);
}

/* How many words both begin with, and where in text the last of them ends. */
static size_t count_same(const char *offered, const char *text, size_t *end) {
    struct spans a = {0}, b = {0};
    size_t same = 0, len = strlen(offered);
    words_find(offered, len, &a);
    words_find(text, strnlen(text, len * 2 + 50), &b);
    while (same < a.count && same < b.count &&
           a.items[same].end - a.items[same].start == b.items[same].end - b.items[same].start &&
           !strncmp(offered + a.items[same].start, text + b.items[same].start, a.items[same].end - a.items[same].start))
        same++;
    *end = same ? b.items[same - 1].end : 0;
    spans_finish(&a);
    spans_finish(&b);
    return same;
}

static size_t ask(const struct author *author, size_t index, size_t offset, struct figures *figures) {
    const char *text = author->texts[index];
    struct example examples[TEXTS_MAX];
    size_t count = 0, end = 0, start = offset > BEFORE_BYTES ? offset - BEFORE_BYTES : 0;
    for (size_t i = 0; i < author->count; i++)
        if (i != index)
            examples[count++] = (struct example){.text = author->texts[i]};
    char *written = mem_copy(text, offset), *before = mem_copy(text + start, offset - start);
    examples[count++] = (struct example){.text = written};
    char *offered = stylist_complete(before, "", examples, count);
    figures->asked++;
    if (*offered) {
        size_t same = count_same(offered, text + offset, &end);
        figures->offered++;
        figures->right += same >= 3;
        figures->words += same;
        if (getenv("SHOW"))
            printf("%s %.*s|%s|\n", same >= 3 ? "ok   " : "WRONG", 60 > offset ? (int)offset : 60,
                   text + offset - (60 > offset ? offset : 60), offered);
    }
    free(offered);
    free(before);
    free(written);
    return end;
}

static void measure(const char *folder, struct figures *all) {
    struct author author = {0};
    struct figures figures = {0};
    read_author(folder, &author);
    for (size_t i = 0; i < author.count; i++) {
        const char *text = author.texts[i];
        size_t len = strlen(text), at = len * 4 / 5;
        struct passages passages = {0};
        passages_find(text, len, format_find("markdown", NULL), &passages);
        while (at < len) {
            const struct passage *passage = passages_find_at(&passages, at);
            bool prose = passage && at > passage->span.start && at < passage->span.end;
            size_t taken = prose && text[at - 1] == ' ' ? ask(&author, i, at, &figures) : 0;
            at += taken ? taken : 1;
        }
        passages_finish(&passages);
    }
    printf("%zu texts, asked %zu times: %zu offers, %zu right\t%s\n", author.count, figures.asked, figures.offered,
           figures.right, path_get_name(folder));
    *all = (struct figures){all->asked + figures.asked, all->offered + figures.offered, all->right + figures.right,
                            all->words + figures.words};
    for (size_t i = 0; i < author.count; i++)
        free(author.texts[i]);
}

int main(int argc, char **argv) {
    struct figures all = {0};
    for (int i = 1; i < argc; i++)
        measure(argv[i], &all);
    printf("all: asked %zu times, %zu offers, %zu right (%.0f %%), %zu words right\n", all.asked, all.offered,
           all.right, all.offered ? 100.0 * (double)all.right / (double)all.offered : 0, all.words);
    return 0;
}
