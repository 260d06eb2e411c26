using Ledger.EventStore.Port;

namespace Ledger.EventStore.Archive;

/// <summary>Gathers events of one stream that follow directly on each other in the log: they go into one append.</summary>
internal sealed class EventRun(ImportPipeline pipeline)
{
    private List<EventData> _events = [];
    private string _stream = string.Empty;
    private long _first;
    private int _bytes;

    public async ValueTask AddAsync(ArchivedEvent archived)
    {
        var e = archived.ToAppend();
        if (_events.Count > 0 && (archived.Stream != _stream || _bytes + e.Size > IEventStore.MaxAppendSize))
        {
            await EndAsync();
        }

        if (_events.Count == 0)
        {
            (_stream, _first) = (archived.Stream, archived.Revision);
        }

        _events.Add(e);
        _bytes += e.Size;
    }

    /// <summary>Hands over what was gathered.</summary>
    public async ValueTask EndAsync()
    {
        if (_events.Count > 0)
        {
            var (events, bytes) = (_events, _bytes);
            (_events, _bytes) = ([], 0);
            await pipeline.AddAsync(new(_stream), _first, events, bytes);
        }
    }
}
