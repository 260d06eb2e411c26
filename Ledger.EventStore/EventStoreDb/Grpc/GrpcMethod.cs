using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>A method of a service: where it is called, and what it answers.</summary>
internal sealed record GrpcMethod<TAnswer>(string Path, MessageParser<TAnswer> Parser)
    where TAnswer : class, IMessage<TAnswer>;

/// <summary>What a call asks for beside its message.</summary>
/// <param name="RequiresLeader">A node that is not the leader refuses.</param>
/// <param name="Deadline">How long the server may take; <see langword="null"/> for as long as it likes.</param>
internal readonly record struct GrpcCallOptions(bool RequiresLeader, TimeSpan? Deadline = null);
