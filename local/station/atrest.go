package station

import (
	"context"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole"
)

// recordsKey is the key of the records from an identity, or why there is none.
func recordsKey(identity *seal.Identity, away error) func() ([]byte, error) {
	return func() ([]byte, error) {
		if away != nil {
			return nil, away
		}
		return identity.Key(store.KeyPurpose)
	}
}

// veil brings the records under the identity that was just made, before anything is
// entered. What stops that stops no set-up: it is told, and tried at each start.
func (s *Station) veil(ctx context.Context, identity *seal.Identity) {
	if veiled, _ := s.store.Veiled(); veiled {
		return
	}
	key, err := identity.Key(store.KeyPurpose)
	if err == nil {
		err = s.store.Veil(ctx, key)
	}
	s.tellBeside(ctx, "", err)
}

// standsAgainst tells what the encryption of the records is worth where their key lies.
var standsAgainst = map[seal.Place]string{
	seal.InKeyring:        "Hồ sơ, chỉ mục tìm kiếm và tệp niêm phong đều được mã hóa. Người lấy được thư mục dữ liệu hay ổ đĩa mà không biết mật khẩu đăng nhập của tài khoản này thì không đọc được; tài khoản không đặt mật khẩu thì không được che chở như vậy.",
	seal.InPassphraseFile: "Hồ sơ, chỉ mục tìm kiếm và tệp niêm phong đều được mã hóa. Người lấy được thư mục dữ liệu hay ổ đĩa mà không biết mật khẩu TRAM_PASSPHRASE thì không đọc được; mật khẩu ngắn thì đoán ra được.",
	seal.InPlainFile:      "Hồ sơ, chỉ mục tìm kiếm và tệp niêm phong đều được mã hóa, nhưng chìa nằm ngay bên cạnh: người lấy được cả thư mục dữ liệu thì đọc được hết. Chỉ bản chép không kèm tệp chìa là không đọc được.",
}

const (
	recordsPlain  = "Hồ sơ và chỉ mục tìm kiếm (tệp office.db) chưa được mã hóa: người lấy được tệp đó thì đọc được. Tệp trong kho vẫn được niêm phong."
	againstNobody = " Không cách nào ngăn được người ngồi vào máy khi tài khoản này đang mở."
)

var diskSaid = map[office.DiskCipher]string{
	office.DiskCipherOn:      "Hệ điều hành cho biết ổ đĩa chứa thư mục dữ liệu được mã hóa.",
	office.DiskCipherOff:     "Hệ điều hành không mã hóa ổ đĩa chứa thư mục dữ liệu. Nên bật mã hóa ổ đĩa (BitLocker, FileVault hoặc LUKS).",
	office.DiskCipherUnknown: "Ổ đĩa chứa thư mục dữ liệu có được mã hóa hay không: không rõ, hệ điều hành không cho tài khoản này biết.",
}

const (
	folderAlone = "Thư mục dữ liệu chỉ mở cho tài khoản này, cho chính hệ điều hành và người quản trị máy."
	folderOpen  = "Tài khoản khác trên máy cũng vào xem được thư mục dữ liệu. Nên nhờ người phụ trách máy chỉ để tài khoản này được vào (trên Windows: Thuộc tính của thư mục, thẻ Bảo mật)."
	folderUnsee = "Tài khoản khác trên máy có vào được thư mục dữ liệu hay không: không rõ, hệ điều hành không cho biết."
)

// folderSaid tells which accounts may look into the data folder.
func folderSaid(home string) string {
	switch others, known := whole.OthersMay(home); {
	case !known:
		return folderUnsee
	case others:
		return folderOpen
	}
	return folderAlone
}
