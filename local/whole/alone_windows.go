package whole

import (
	"fmt"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The accounts that get at a folder which was left alone: its own, and the system itself,
// under which virus scanners, copies for safety and the encryption of the disk work. Those
// who administer the machine stand on no list: they may take the folder over, which
// changes its owner and so leaves a trace, while a line for them would open it to everyone
// who may install a program, which in many offices is everybody.
const whoStays = "D:P(A;OICI;FA;;;%s)(A;OICI;FA;;;SY)"

// MakeAlone makes a folder, and those above it that are missing, that is left to this
// account from its first moment; one that is there stays as it is, and made tells so.
func MakeAlone(dir string) (made bool, err error) {
	if _, err := os.Stat(dir); err == nil {
		return false, MakeDir(dir, 0o700)
	}
	if err := MakeDir(filepath.Dir(dir), 0o700); err != nil {
		return false, err
	}
	sd, err := aloneHere()
	if err != nil {
		return false, err
	}
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return false, Tell(dir, err)
	}
	with := windows.SecurityAttributes{Length: uint32(unsafe.Sizeof(windows.SecurityAttributes{})), SecurityDescriptor: sd}
	if err := windows.CreateDirectory(name, &with); err != nil {
		return false, Tell(dir, err)
	}
	return true, nil
}

func aloneHere() (*windows.SECURITY_DESCRIPTOR, error) {
	me, err := account()
	if err != nil {
		return nil, err
	}
	sd, err := windows.SecurityDescriptorFromString(fmt.Sprintf(whoStays, me))
	if err != nil {
		return nil, fmt.Errorf("writing who may enter a folder: %w", err)
	}
	return sd, nil
}

// Alone leaves a folder that is there, and all that lies in it, to this account. What the
// folder above grants to others ends at it.
func Alone(dir string) error {
	sd, err := aloneHere()
	if err != nil {
		return err
	}
	list, _, err := sd.DACL()
	if err != nil {
		return fmt.Errorf("reading who may enter a folder: %w", err)
	}
	const what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
	return Tell(dir, windows.SetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, what, nil, nil, list, nil))
}

// OthersMay tells whether other accounts of this machine may look into a folder; known is
// false where the system does not tell. The system itself and those who administer the
// machine are no others: nothing keeps them out.
func OthersMay(dir string) (others, known bool) {
	me, err := account()
	if err != nil {
		return false, false
	}
	sd, err := windows.GetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return false, false
	}
	list, _, err := sd.DACL()
	if err != nil {
		return false, false
	}
	if list == nil {
		return true, true // nobody is kept out
	}
	for i := range uint32(list.AceCount) {
		var line *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(list, i, &line); err != nil {
			return false, false
		}
		who := (*windows.SID)(unsafe.Pointer(&line.SidStart))
		if line.Header.AceType == windows.ACCESS_ALLOWED_ACE_TYPE && line.Mask&reading != 0 && !isOneOf(who, me) {
			return true, true
		}
	}
	return false, true
}

// reading is FILE_READ_DATA and the rights that hold it.
const reading = 1 | windows.GENERIC_READ | windows.GENERIC_ALL

// isOneOf tells whether a line of the list is for this account or for whom nothing keeps
// out. CREATOR OWNER becomes whoever makes a file in there: that is this account.
func isOneOf(who, me *windows.SID) bool {
	return who.Equals(me) || who.IsWellKnown(windows.WinLocalSystemSid) || who.IsWellKnown(windows.WinBuiltinAdministratorsSid) ||
		who.IsWellKnown(windows.WinCreatorOwnerSid) || who.IsWellKnown(windows.WinCreatorOwnerRightsSid)
}

func account() (*windows.SID, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, fmt.Errorf("asking whose program this is: %w", err)
	}
	return user.User.Sid, nil
}
