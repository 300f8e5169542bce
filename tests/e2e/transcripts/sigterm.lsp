!kill SIGTERM
!exit 0
