using Ledger.EventStore.EventStoreDb.Protocol;
using Count = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.CountOptionOneofCase;
using Filter = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.FilterOptionOneofCase;
using From = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.StreamOptionOneofCase;
using Options = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Read: a stream or $all, once or for good.</summary>
internal sealed class ReadMethod(ProtocolNode node, ServerLog log, Membership membership, ServerBehaviour behaviour)
{
    public async Task RunAsync(GrpcCall call)
    {
        var options = (await call.ReadOneAsync(ReadReq.Parser)).Options ?? throw GrpcFailure.HandlerThrew();
        CheckLeader(call);
        behaviour.CountRead();
        var answers = new ReadAnswers(call, log, options);
        await (options switch
        {
            { StreamOptionCase: From.Stream, CountOptionCase: Count.Count, FilterOptionCase: Filter.NoFilter } =>
                new StreamRead(call, log, behaviour).ReadAsync(options, answers),
            { StreamOptionCase: From.Stream, CountOptionCase: Count.Subscription, FilterOptionCase: Filter.NoFilter } =>
                new StreamRead(call, log, behaviour).SubscribeAsync(Forwards(options), answers),
            { StreamOptionCase: From.All, CountOptionCase: Count.Count } =>
                new AllRead(call, log, behaviour).ReadAsync(options, FilterOf(options), answers),
            { StreamOptionCase: From.All, CountOptionCase: Count.Subscription } =>
                new AllRead(call, log, behaviour).SubscribeAsync(Forwards(options), FilterOf(options), answers),
            _ => throw InvalidCombination(options),
        });
        await call.FlushAsync();
    }

    private static EventFilter? FilterOf(Options options) => options.FilterOptionCase switch
    {
        Filter.Filter => new(options.Filter),
        Filter.NoFilter => null,
        _ => throw InvalidCombination(options),
    };

    private static Options Forwards(Options options) =>
        options.ReadDirection == Options.Types.ReadDirection.Forwards ? options : throw InvalidCombination(options);

    private static GrpcFailure InvalidCombination(Options options) => GrpcFailure.InvalidArgument(
        $"The combination of ({options.StreamOptionCase}, {options.CountOptionCase}, {options.ReadDirection}, "
            + $"{options.FilterOptionCase}) is invalid.");

    /// <summary>An append on a follower is told where the leader is. A read is not: the real server throws on its way to say so.</summary>
    private void CheckLeader(GrpcCall call)
    {
        if (call.RequiresLeader && membership.Leader != node)
        {
            throw membership.Leader is null ? GrpcFailure.NotReady() : GrpcFailure.HandlerThrew();
        }
    }
}
