using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>An append of a BatchAppend may come in several messages; it is whole with the one that says so.</summary>
internal sealed class AppendParts(ServerBehaviour behaviour)
{
    private readonly Dictionary<Guid, ProposedAppend> _unfinished = [];

    /// <returns><see langword="null"/> where more is to come, or where it is refused for what it is.</returns>
    public ProposedAppend? Add(BatchAppendReq request, out BatchAppendResp? refusal)
    {
        refusal = null;
        try
        {
            if (Collect(request) is not { } append)
            {
                return null;
            }

            if (append.Size > behaviour.MaxAppendSize)
            {
                refusal = BatchAnswers.TooLarge(request.CorrelationId, append.Identifier, behaviour.MaxAppendSize);
                return null;
            }

            if (request.Options?.Deadline is not { } deadline || deadline.ToTimeSpan() > TimeSpan.Zero)
            {
                return append;
            }

            refusal = BatchAnswers.Timeout(request.CorrelationId, append.Identifier);
        }
        catch (Exception e) when (e is GrpcFailure or ArgumentException or FormatException)
        {
            refusal = BatchAnswers.BadRequest(request.CorrelationId, request.Options?.StreamIdentifier, e.Message);
        }

        return null;
    }

    private ProposedAppend? Collect(BatchAppendReq request)
    {
        var id = Uuids.Parse(request.CorrelationId);
        if (!_unfinished.Remove(id, out var append))
        {
            if (request.Options is not { } options)
            {
                return null;
            }

            append = new(options.StreamIdentifier, Expectation.Of((int)options.ExpectedStreamPositionCase, options.StreamPosition));
        }

        foreach (var e in request.ProposedMessages)
        {
            append.Add(e.Id, e.Metadata, e.CustomMetadata, e.Data);
        }

        if (request.IsFinal || append.Size > behaviour.MaxAppendSize)
        {
            return append;
        }

        _unfinished[id] = append;
        return null;
    }
}
