/* The commands on learning: samples, status, pause, resume, now. */
#ifndef PROSED_LEARNING_COMMANDS_H
#define PROSED_LEARNING_COMMANDS_H

#include "lsp/commands.h"

run_command command_samples;        /* {items} */
run_command command_samples_forget; /* null */
run_command command_status;         /* what project_format_status gives, and learning */
run_command command_learn_now;      /* these: the state of learning as they left it, see progress.h */
run_command command_learn_pause;
run_command command_learn_resume;

#endif
