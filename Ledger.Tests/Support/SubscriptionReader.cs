using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>Follows a subscription message by message, and loses patience instead of waiting for ever.</summary>
internal sealed class SubscriptionReader(IAsyncEnumerable<SubscriptionMessage> messages) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IAsyncEnumerator<SubscriptionMessage> _messages = messages.GetAsyncEnumerator(TestContext.Current.CancellationToken);

    /// <summary>Every event so far.</summary>
    public List<RecordedEvent> Appeared { get; } = [];

    public async Task<List<RecordedEvent>> Events(int count)
    {
        var from = Appeared.Count;
        while (Appeared.Count < from + count)
        {
            await Next();
        }

        return Appeared[from..];
    }

    /// <summary>Reads up to the next word that it is caught up; events before it are among <see cref="Appeared"/>.</summary>
    public async Task CaughtUp()
    {
        while (await Next() is not SubscriptionMessage.CaughtUp)
        {
        }
    }

    public async Task<Position> CheckpointAtOrBeyond(Position position)
    {
        while (true)
        {
            if (await Next() is SubscriptionMessage.Checkpoint checkpoint && checkpoint.Position >= position)
            {
                return checkpoint.Position;
            }
        }
    }

    public async Task<SubscriptionMessage> Next()
    {
        (await _messages.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken)).Should().BeTrue();
        if (_messages.Current is SubscriptionMessage.EventAppeared appeared)
        {
            Appeared.Add(appeared.Event);
        }

        return _messages.Current;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _messages.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read is still under way, as it is after patience was lost; the test has said so already.
        }
    }
}
