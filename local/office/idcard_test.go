package office

import "testing"

func TestTheCodeOfACardIsRead(t *testing.T) {
	who, is := ParseCard("001099012345|012345678|Nguyễn Văn Mẫu|01011999|Nam|Thôn Ví Dụ, xã Mẫu Sơn|10052021\r\n")
	if !is || who != (Applicant{Number: "001099012345", Name: "Nguyễn Văn Mẫu", Address: "Thôn Ví Dụ, xã Mẫu Sơn"}) {
		t.Errorf("%v %+v", is, who)
	}
	if who, is := ParseCard("001099012345||Trần Thị Ví Dụ|01011999|Nữ|Thôn Ví Dụ|10052021||||"); !is || who.Name != "Trần Thị Ví Dụ" {
		t.Errorf("a card of the new form: %v %+v", is, who)
	}
	for _, other := range []string{"", "001099012345", "001099012345|Nguyễn Văn Mẫu", "01099012345|1|Nguyễn Văn Mẫu|01011999|Nam|Thôn|10052021", "00109901234a|1|Nguyễn Văn Mẫu|01011999|Nam|Thôn|10052021",
		"001099012345|1| |01011999|Nam|Thôn|10052021", "001099012345||Nguyễn Văn Mẫu|4|5|6|7|8|9|10|11|12|13|14|15"} {
		if who, is := ParseCard(other); is {
			t.Errorf("%q is read as %+v", other, who)
		}
	}
}
