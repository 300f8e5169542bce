# The client's process is gone although its end of the pipe is still open.
!only turns
!parent 100
!initialize {"processId": "$pid"}
!exit 1
!stderr /client's process [0-9]+ is gone/
