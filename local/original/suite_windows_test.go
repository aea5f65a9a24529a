package original

import "testing"

func TestAFileOfADriveHasThreeStrokesBeforeIt(t *testing.T) {
	const want = "file:///C:/Users/M%E1%BA%ABu/AppData/Local/Temp/tram%20mo/profile"
	if got := fileURL(`C:\Users\Mẫu\AppData\Local\Temp\tram mo\profile`); got != want {
		t.Errorf("it is told as %s", got)
	}
}
