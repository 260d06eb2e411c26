using System.Text;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>Events whose content does not matter to the test.</summary>
internal static class Some
{
    public static EventData Event(string data = "{}") =>
        new(Guid.NewGuid(), "tested.v1", Encoding.UTF8.GetBytes(data), "{\"actor\":\"test\"}"u8.ToArray());

    public static EventData EventOfSize(int size)
    {
        var empty = Event(string.Empty);
        return empty with { Data = Encoding.UTF8.GetBytes(new string('x', size - empty.Size)) };
    }

    public static EventData[] Events(int count) => [.. Enumerable.Range(0, count).Select(i => Event($"{{\"n\":{i}}}"))];
}
