using Ledger.EventStore.Port;

namespace Ledger.Tests.Projections.Audit;

/// <summary>One thing that is done to a log, drawn by chance.</summary>
internal static class Mutation
{
    public static readonly string[] Kinds = ["bit of the data", "bit of the metadata", "bit of the id", "bit of the type", "removed", "doubled", "swapped", "inserted", "tail", "stream"];

    /// <summary>The log with one thing changed, and what that was.</summary>
    public static (List<RecordedEvent> Log, string What) Of(IReadOnlyList<RecordedEvent> log, string kind, Random random)
    {
        var (spoiled, at) = (log.ToList(), random.Next(log.Count));
        var e = log[at];
        var what = $"{kind} at {e.Stream} {e.Revision}";
        switch (kind)
        {
            case "bit of the data":
                spoiled[at] = e with { Data = Flip(e.Data, random) };
                break;
            case "bit of the metadata":
                spoiled[at] = e with { Metadata = Flip(e.Metadata, random) };
                break;
            case "bit of the id":
                spoiled[at] = e with { Id = new(Flip(e.Id.ToByteArray(), random).Span) };
                break;
            case "bit of the type":
                var bytes = Flip(System.Text.Encoding.Latin1.GetBytes(e.Type), random);
                spoiled[at] = e with { Type = System.Text.Encoding.Latin1.GetString(bytes.Span) };
                break;
            case "removed":
                spoiled.RemoveAt(at);
                break;
            case "doubled":
                // The first becomes the second of its stream, and every later one moves up.
                spoiled = [.. log.Select(other => other.Stream == e.Stream && other.Revision > e.Revision ? other with { Revision = other.Revision + 1 } : other)];
                spoiled.Insert(at + 1, e with { Revision = e.Revision + 1, Id = Guid.NewGuid() });
                break;
            case "swapped":
                var other = log.Where(o => o.Stream == e.Stream && o.Revision != e.Revision).Skip(random.Next(3)).FirstOrDefault() ?? e;
                var there = spoiled.IndexOf(other);
                spoiled[at] = other with { Revision = e.Revision, Position = e.Position };
                spoiled[there] = e with { Revision = other.Revision, Position = other.Position };
                what = other == e ? string.Empty : what;
                break;
            case "inserted":
                var foreign = log[random.Next(log.Count)];
                spoiled = [.. log.Select(o => o.Stream == e.Stream && o.Revision >= e.Revision ? o with { Revision = o.Revision + 1 } : o)];
                spoiled.Insert(at, foreign with { Stream = e.Stream, Revision = e.Revision, Position = e.Position, Id = Guid.NewGuid() });
                break;
            case "tail":
                spoiled.RemoveAll(o => o.Stream == e.Stream && o.Revision >= e.Revision);
                break;
            case "stream":
                spoiled.RemoveAll(o => o.Stream == e.Stream);
                break;
        }

        return (spoiled, what);
    }

    private static ReadOnlyMemory<byte> Flip(ReadOnlyMemory<byte> bytes, Random random)
    {
        var copy = bytes.ToArray();
        copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
        return copy;
    }
}
