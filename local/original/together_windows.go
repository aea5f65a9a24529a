package original

import (
	"fmt"
	"os/exec"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// group is a command with all programs that it starts: a job of Windows, which ends with
// its handle, and so with this program, however it goes.
type group struct {
	c   *exec.Cmd
	job windows.Handle
}

const (
	spare     = 4 // the system refuses memory a quarter above what a conversion is ended at
	timeUnits = time.Second / (100 * time.Nanosecond)
	endedByUs = 1
)

// together makes a kill reach the programs that the command starts, too: soffice.com
// waits for the one that works. The command waits for its place in the job, so that
// nothing that it starts is outside.
func together(c *exec.Cmd, b bounds) (group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return group{}, fmt.Errorf("making a job: %w", err)
	}
	g := group{c, job}
	var most windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	most.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_JOB_MEMORY |
		windows.JOB_OBJECT_LIMIT_JOB_TIME | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	most.BasicLimitInformation.PerJobUserTimeLimit = int64(b.work/time.Second) * int64(timeUnits)
	most.JobMemoryLimit = uintptr(b.memory + b.memory/spare)
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&most)), uint32(unsafe.Sizeof(most))); err != nil {
		g.end()
		return group{}, fmt.Errorf("bounding a job: %w", err)
	}
	c.SysProcAttr.CreationFlags |= windows.CREATE_SUSPENDED
	c.Cancel = func() error { return windows.TerminateJobObject(job, endedByUs) }
	return g, nil
}

var resume = windows.NewLazySystemDLL("ntdll.dll").NewProc("NtResumeProcess")

// began puts the command into the job and lets it run.
func (g group) began() (err error) {
	problem := g.c.Process.WithHandle(func(h uintptr) {
		if err = windows.AssignProcessToJobObject(g.job, windows.Handle(h)); err != nil {
			err = fmt.Errorf("entering a job: %w", err)
			return
		}
		if status, _, _ := resume.Call(h); status != 0 {
			err = fmt.Errorf("running on: status %#x", status)
		}
	})
	if err == nil {
		err = problem
	}
	if err != nil {
		_ = g.c.Process.Kill() // it is not in the job that could end it
	}
	return err
}

// end leaves nobody of the group behind.
func (g group) end() { windows.CloseHandle(g.job) }

// used is the most memory that the programs of the group held at once, in bytes.
func (g group) used() int64 {
	var all windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION
	if err := windows.QueryInformationJobObject(g.job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&all)), uint32(unsafe.Sizeof(all)), nil); err != nil {
		return 0
	}
	return int64(all.PeakJobMemoryUsed)
}
