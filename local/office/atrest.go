package office

// DiskCipher tells whether the operating system encrypts a disk.
type DiskCipher string

// What can be known of it.
const (
	DiskCipherOn      DiskCipher = "on"
	DiskCipherOff     DiskCipher = "off"
	DiskCipherUnknown DiskCipher = "unknown" // the system does not tell this account
)

// AtRest (mã hóa khi lưu) is how the data of an office lie on the disk: what protects
// them from whoever has the disk and not the office.
type AtRest struct {
	Records bool       `json:"records"` // records and index lie under the office's key
	Weak    bool       `json:"weak"`    // and yet a thief of the folder reads them
	Said    string     `json:"said"`    // against whom that stands
	Disk    DiskCipher `json:"disk"`
	DiskIs  string     `json:"diskIs"` // the same in a sentence
	Folder  string     `json:"folder"` // which accounts of the machine may look into the data folder
}
