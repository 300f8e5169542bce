!eof
!exit 1
