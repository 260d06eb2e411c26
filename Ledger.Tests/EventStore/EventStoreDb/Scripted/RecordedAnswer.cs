using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.EventStore.EventStoreDb.Scripted;

/// <summary>Answers a call with the headers, messages and trailers of a recording.</summary>
internal static class RecordedAnswer
{
    /// <summary>How many bytes are sent at a time: one, then others that meet the borders of messages nowhere, then all.</summary>
    public static IReadOnlyList<int> Pieces { get; } = [1, 7, 64, int.MaxValue];

    public static async Task PlayAsync(ScriptedCall call, Recording recording, int piece)
    {
        call.HttpStatus(recording.HttpStatus);
        foreach (var (name, value) in recording.ResponseHeaders)
        {
            call.Header(name, value);
        }

        await call.SendAsync(recording.ResponseMessages.SelectMany(message => ScriptedCall.Framed(message)).ToArray(), piece);
        foreach (var (name, value) in recording.Trailers)
        {
            call.Trailer(name, value);
        }

        if (recording.IsCancelledByClient)
        {
            await call.HoldAsync();
        }
    }

    /// <summary>A server that has this recording for its method, and what the adapter asks before it.</summary>
    public static Task<ScriptedServer> ServeAsync(Recording recording, int piece) => ScriptedServer.StartAsync(async call =>
    {
        if (call.Path == recording.Method)
        {
            await PlayAsync(call, recording, piece);
        }
        else if (call.Method == "ServerFeatures/GetSupportedMethods" && recording.Method.EndsWith("/BatchAppend", StringComparison.Ordinal))
        {
            await PlayAsync(call, Recording.Load("server-features"), piece);
        }
        else
        {
            await PlayAsync(call, Recording.Load("unknown-method"), piece);
        }
    });

    /// <summary>Answers each append of a batch with the recorded answer for its stream, under the number that it came with.</summary>
    public static async Task PlayBatchAsync(ScriptedCall call, Recording recording, int piece, ICollection<BatchAppendReq> asked)
    {
        var answers = recording.ResponseMessages.Select(BatchAppendResp.Parser.ParseFrom).ToDictionary(answer => answer.StreamIdentifier);
        while (await call.ReadAsync(BatchAppendReq.Parser) is { } request)
        {
            lock (asked)
            {
                asked.Add(request);
            }

            var answer = answers[request.Options.StreamIdentifier];
            answer.CorrelationId = request.CorrelationId;
            await call.SendAsync(ScriptedCall.Framed(Google.Protobuf.MessageExtensions.ToByteArray(answer)), piece);
        }
    }
}
