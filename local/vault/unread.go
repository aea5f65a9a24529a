package vault

import (
	"context"
	"errors"

	"tram/local/office"
)

// NotChecked says that nothing is known of a file: another program holds it, this
// account may not read it, or the disk failed. That is no word against the file.
var NotChecked = office.Failure{
	Name: "vault.not-checked",
	Said: "Chưa kiểm tra được: tệp “%s” trong kho hiện không đọc được (không có quyền đọc, chương trình khác đang giữ, hoặc ổ đĩa trục trặc).",
	Next: "Hãy đóng chương trình đang giữ tệp (ví dụ phần mềm diệt vi-rút), mở phần mềm bằng đúng tài khoản đã thiết lập, rồi kiểm tra lại.",
}

// Unread looks whether all of some files can be read. A NotChecked names the first
// that cannot; what is wrong with a file that can is not its matter.
func (v *Vault) Unread(ctx context.Context, files ...office.Digest) error {
	for _, d := range files {
		if _, err := office.ParseDigest(string(d)); err != nil {
			continue // the record names none
		}
		err := v.Check(ctx, d)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !errors.Is(err, Damaged) && !errors.Is(err, Missing) {
			return NotChecked.About(short(d)).Because(err)
		}
	}
	return nil
}
