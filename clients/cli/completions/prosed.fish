# fish completion for prosed
complete -c prosed -n __fish_use_subcommand -f -a lsp -d 'serve LSP over standard input and output'
complete -c prosed -n __fish_use_subcommand -f -a mcp -d 'let agents write in your style'
complete -c prosed -n __fish_use_subcommand -f -a learn -d 'learn from finished writing of yours'
complete -c prosed -n __fish_use_subcommand -f -a rewrite -d 'rewrite a text in your style'
complete -c prosed -n __fish_use_subcommand -f -a complete -d 'continue a text at its end'
complete -c prosed -n __fish_use_subcommand -f -a preferences -d 'show and change what was learned'
complete -c prosed -n __fish_use_subcommand -f -a samples -d 'list what was learned from'
complete -c prosed -n __fish_use_subcommand -f -a forget -d 'erase everything that was learned and kept'
complete -c prosed -n '__fish_seen_subcommand_from forget' -l all
complete -c prosed -n '__fish_seen_subcommand_from forget' -l yes
complete -c prosed -n __fish_use_subcommand -f -a status -d 'show store, queue, model and spend'
complete -c prosed -n __fish_use_subcommand -f -a doctor -d 'check settings, store and models'
complete -c prosed -n __fish_use_subcommand -f -a configure -d 'choose the model'
complete -c prosed -n '__fish_seen_subcommand_from configure' -l engine -x -a 'offline openai anthropic'
complete -c prosed -n '__fish_seen_subcommand_from configure' -l role -x -a 'write learn'
complete -c prosed -n '__fish_seen_subcommand_from configure' -l url -x
complete -c prosed -n '__fish_seen_subcommand_from configure' -l model -x
complete -c prosed -n '__fish_seen_subcommand_from configure' -l key-env -x
complete -c prosed -n '__fish_seen_subcommand_from configure' -l key-command -x
complete -c prosed -n '__fish_seen_subcommand_from doctor' -l ports -x
complete -c prosed -n '__fish_seen_subcommand_from doctor' -l json
complete -c prosed -n __fish_use_subcommand -f -a settings -d 'list the settings'
complete -c prosed -n __fish_use_subcommand -f -a demo -d 'play a whole editing session'
complete -c prosed -n '__fish_seen_subcommand_from preferences' -f -a 'list show add edit pin unpin mute unmute promote forget export import'
complete -c prosed -n '__fish_seen_subcommand_from samples' -f -a 'list show forget'
complete -c prosed -n '__fish_seen_subcommand_from preferences samples status' -l json
complete -c prosed -n '__fish_seen_subcommand_from preferences samples learn' -l personal
complete -c prosed -n '__fish_seen_subcommand_from preferences' -l genre -x -a 'docs notes email paper commit'
complete -c prosed -n '__fish_seen_subcommand_from learn' -l dry-run
complete -c prosed -n '__fish_seen_subcommand_from learn' -l from -x
complete -c prosed -n '__fish_seen_subcommand_from rewrite' -l diff
complete -c prosed -n '__fish_seen_subcommand_from rewrite' -l instruction -x
complete -c prosed -n '__fish_seen_subcommand_from rewrite complete' -l language -x -a 'markdown mdx html rst org asciidoc typst plaintext latex mail gitcommit'
complete -c prosed -n '__fish_seen_subcommand_from settings' -l schema
complete -c prosed -n '__fish_seen_subcommand_from demo' -l keep
complete -c prosed -n 'not __fish_seen_subcommand_from lsp settings demo eval' -l project -x -a '(__fish_complete_directories)'
complete -c prosed -n __fish_use_subcommand -f -a eval -d 'measure how well methods learn preferences'
for option in methods tasks seeds demonstrations thresholds steps simulate
    complete -c prosed -n '__fish_seen_subcommand_from eval' -l $option -x
end
for option in documents users csv json svg journal history decisions
    complete -c prosed -n '__fish_seen_subcommand_from eval' -l $option -r
end
for option in unjudged markdown fresh
    complete -c prosed -n '__fish_seen_subcommand_from eval' -l $option
end
complete -c prosed -n '__fish_seen_subcommand_from eval' -l retrieval -x -a 'genre newest similar'
