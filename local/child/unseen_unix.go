//go:build unix

package child

import "os/exec"

func unseen(*exec.Cmd) {}
