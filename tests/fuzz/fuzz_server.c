/* Any messages (one a line; "!" in front: bytes as they are) to a whole server in an empty home: it ends by itself when
 * they end, all that it says is framed JSON-RPC, and the first request is answered. */
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/path.h"
#include "lsp/frame.h"
#include "lsp/lsp.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* SQLite finds these in place of libc's: a store that is thrown away needs no disk. */
int fsync(int file) {
    (void)file;
    return 0;
}

int fdatasync(int file) {
    (void)file;
    return 0;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)status, (void)kind, (void)place;
    return remove(path);
}

static char *make_home(void) {
    char name[] = "/dev/shm/prosed-fuzz-XXXXXX", fallback[] = "/tmp/prosed-fuzz-XXXXXX";
    char *home = mem_copy_text(mkdtemp(name) ? name : mkdtemp(fallback));
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_DATA_HOME");
    log_set_level(LOG_ERROR);
    return home;
}

static void add_message(struct buf *input, const char *message) {
    frame_format(input, message, strlen(message));
}

static void write_input(int file, const uint8_t *data, size_t size) {
    struct buf input = {0};
    add_message(&input,
                "{\"jsonrpc\":\"2.0\",\"id\":\"first\",\"method\":\"initialize\",\"params\":{\"processId\":null,"
                "\"rootUri\":\"file:///nowhere/work\",\"capabilities\":{\"textDocument\":{\"inlineCompletion\":{}}},"
                "\"initializationOptions\":{\"learn\":{\"quiet_s\":0},\"log\":{\"level\":\"error\"}}}}");
    add_message(&input, "{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}");
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(data + at, '\n', size - at);
        size_t len = end ? (size_t)(end - (data + at)) : size - at;
        if (len && data[at] == '!') {
            buf_append(&input, (const char *)data + at + 1, len - 1);
        } else {
            frame_format(&input, (const char *)data + at, len);
        }
        at += len + 1;
    }
    assert(write(file, buf_get(&input), input.len) == (ssize_t)input.len);
    lseek(file, 0, SEEK_SET);
    buf_finish(&input);
}

/* Ids that were answered, as raw text; "null" belongs to nobody. */
static void check_message(const char *text, size_t len, struct list *ids) {
    cJSON *message = json_parse(text, len, NULL);
    assert(message && strcmp(json_get_text(message, "jsonrpc"), "2.0") == 0);
    if (!json_get(message, "method")) {
        assert(!json_get(message, "result") != !json_get(message, "error"));
        char *id = json_copy_raw(text, len, "id");
        assert(id);
        list_take(ids, id);
    }
    cJSON_Delete(message);
}

static void check_output(int file) {
    struct frames frames = {0};
    struct frame frame;
    struct list ids = {0};
    char chunk[65536];
    lseek(file, 0, SEEK_SET);
    for (ssize_t count; (count = read(file, chunk, sizeof chunk)) > 0;) {
        frames_add(&frames, chunk, (size_t)count);
        while (frames_next(&frames, &frame)) {
            assert(frame.data);
            check_message(frame.data, frame.len, &ids);
        }
    }
    assert(frames_is_empty(&frames));
    size_t first = 0;
    for (size_t i = 0; i < ids.count; i++) {
        first += strcmp(ids.items[i], "\"first\"") == 0;
    }
    assert(first >= 1);
    list_finish(&ids);
    frames_finish(&frames);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char *home;
    if (!home) {
        home = make_home();
    }
    int in = memfd_create("in", MFD_CLOEXEC), out = memfd_create("out", MFD_CLOEXEC);
    assert(in >= 0 && out >= 0);
    write_input(in, data, size < 20000 ? size : 20000);
    int code = lsp_serve(in, out);
    assert(code == 0 || code == 1);
    check_output(out);
    close(in);
    close(out);
    char *local = path_join(home, ".local");
    nftw(local, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(local);
    return 0;
}
