// Package dayend closes a day of the office (Khóa sổ cuối ngày): a sheet over whatever
// page is in front tells what the paper will say, has it printed or saved, and prints
// those of other days again.
package dayend
