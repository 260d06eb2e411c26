namespace Ledger.EventStore.Port;

/// <summary>What the readiness of the service says about its event store.</summary>
/// <param name="IsWritable">Whether an append could succeed now.</param>
/// <param name="Detail">What is in use, and what stands against it, in a sentence.</param>
public sealed record StoreHealth(bool IsWritable, string Detail);
