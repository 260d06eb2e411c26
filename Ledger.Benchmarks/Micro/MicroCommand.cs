using System.CommandLine;
using BenchmarkDotNet.Running;

namespace Ledger.Benchmarks.Micro;

/// <summary>Runs the micro-benchmarks; what follows <c>--</c> goes to BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var command = new Command("micro", "Runs the micro-benchmarks (BenchmarkDotNet); its own arguments may follow, such as --filter *Decide*.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(arguments =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run([.. arguments.UnmatchedTokens]);
            return 0;
        });
        return command;
    }
}
