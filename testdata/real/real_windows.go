package real

// What there is only, or more of, on Windows.
import (
	_ "github.com/StackExchange/wmi"
	_ "github.com/go-ole/go-ole/oleutil"
	_ "github.com/microsoft/wmi/pkg/hardware/network/netadapter"
	_ "github.com/prometheus-community/windows_exporter/pkg/collector"
	_ "github.com/shirou/gopsutil/v4/host"
	_ "github.com/shirou/gopsutil/v4/process"
	_ "github.com/shirou/gopsutil/v4/winservices"
	_ "github.com/yusufpapurcu/wmi"
	_ "golang.org/x/sys/windows/svc/mgr"
	_ "k8s.io/mount-utils"
)
