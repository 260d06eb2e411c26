using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>
/// Linux's <c>epoll</c>, whose cost does not grow with the connections that are silent. It can wait only whole milliseconds, so the
/// waiting is done by <c>ppoll</c> on the epoll descriptor, in nanoseconds: a request that is due in 200 µs is not sent a millisecond late.
/// </summary>
internal sealed partial class EpollReadiness : IReadiness
{
    private const int Add = 1;
    private const uint Readable = 1;

    /// <summary>The kernel packs an event on x64 and aligns it elsewhere: 4 bytes of flags, then 8 of our own.</summary>
    private static readonly int s_dataAt = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;

    private readonly byte[] _events;
    private readonly int _epoll;
    private PollEntry _wait;

    public EpollReadiness(int slots)
    {
        _events = GC.AllocateArray<byte>(slots * EventSize, pinned: true);
        _epoll = Create(0);
        if (_epoll < 0)
        {
            throw new IOException($"epoll_create1 failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _wait = new PollEntry { Descriptor = _epoll, Wanted = (short)Readable };
    }

    private static int EventSize => s_dataAt + 8;

    public void Watch(int slot, Socket? socket)
    {
        // The kernel forgets a descriptor that is closed.
        if (socket is null)
        {
            return;
        }

        Span<byte> entry = stackalloc byte[EventSize];
        entry.Clear();
        MemoryMarshal.Write(entry, Readable);
        MemoryMarshal.Write(entry[s_dataAt..], (long)slot);
        if (Control(_epoll, Add, (int)socket.Handle, ref entry[0]) != 0)
        {
            throw new IOException($"epoll_ctl failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    public int Wait(long ticks, Span<int> ready)
    {
        int count = Take(ready);
        if (count > 0 || ticks <= 0)
        {
            return count;
        }

        var timeout = TimeSpec.Of(ticks);
        return Poll(ref _wait, 1, in timeout, 0) > 0 ? Take(ready) : 0;
    }

    public void Dispose() => _ = Close(_epoll);

    private int Take(Span<int> ready)
    {
        int count = Math.Max(0, WaitFor(_epoll, ref _events[0], ready.Length, 0));
        for (int i = 0; i < count; i++)
        {
            ready[i] = (int)MemoryMarshal.Read<long>(_events.AsSpan((i * EventSize) + s_dataAt));
        }

        return count;
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int epoll, int operation, int descriptor, ref byte entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitFor(int epoll, ref byte events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollEntry entries, nuint count, in TimeSpec timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;

        public static TimeSpec Of(long ticks)
        {
            (long seconds, long rest) = Math.DivRem(ticks, Ticks.PerSecond);
            return new TimeSpec { Seconds = (nint)seconds, Nanoseconds = (nint)(rest * (1_000_000_000 / Ticks.PerSecond)) };
        }
    }
}
