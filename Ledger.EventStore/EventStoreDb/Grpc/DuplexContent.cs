using System.Net;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>A request that goes on for as long as its call: what is written to its stream is sent.</summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DuplexContent() => Headers.ContentType = GrpcChannel.ContentType;

    /// <summary>The stream to write to, once there is a connection. Before that, nothing was sent.</summary>
    public Task<Stream> Opened => _opened.Task;

    /// <summary>Nothing more will be written.</summary>
    public void Complete() => _completed.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The handler may want to send a request once more on another connection; what was written to the first is gone then.
        if (!_opened.TrySetResult(stream))
        {
            throw new IOException("A call that goes on cannot be sent a second time.");
        }

        try
        {
            await _completed.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            // The handler cancels it when the call breaks; whoever reads of it should not think that somebody gave up.
            throw new IOException("The call was broken off.", e);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
