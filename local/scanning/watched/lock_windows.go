package watched

import "os"

// isLocked has nothing to ask: a file that a program keeps to itself cannot be opened.
func isLocked(*os.File) bool { return false }
