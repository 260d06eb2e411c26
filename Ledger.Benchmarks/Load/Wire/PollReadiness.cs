using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>
/// Linux's <c>ppoll</c> on one array that is kept: no list to build, and a timeout in nanoseconds, so that a request that is due
/// in 200 µs is not sent a millisecond late.
/// </summary>
internal sealed partial class PollReadiness : IReadiness
{
    private const short Readable = 1;
    private readonly PollEntry[] _entries;

    public PollReadiness(int slots)
    {
        _entries = GC.AllocateArray<PollEntry>(slots, pinned: true);
        Array.Fill(_entries, new PollEntry { Descriptor = -1, Wanted = Readable });
    }

    public void Watch(int slot, Socket? socket) =>
        // The kernel leaves out an entry with a negative descriptor.
        _entries[slot].Descriptor = socket is null ? -1 : (int)socket.Handle;

    public int Wait(long ticks, Span<int> ready)
    {
        var timeout = TimeSpec.Of(ticks);
        int left = Poll(ref _entries[0], (nuint)_entries.Length, in timeout, 0);
        int found = 0;
        for (int slot = 0; found < left; slot++)
        {
            if (_entries[slot].Returned != 0)
            {
                ready[found++] = slot;
            }
        }

        return found;
    }

    [LibraryImport("libc", EntryPoint = "ppoll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollEntry entries, nuint count, in TimeSpec timeout, nint signals);

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
            (long seconds, long rest) = Math.DivRem(Math.Max(0, ticks), Ticks.PerSecond);
            return new TimeSpec { Seconds = (nint)seconds, Nanoseconds = (nint)(rest * (1_000_000_000 / Ticks.PerSecond)) };
        }
    }
}
