namespace Ledger.Tests.Api;

/// <summary>Tests that put the whole machine under load run alone, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessGroup
{
    public const string Name = "Processes under load";
}
