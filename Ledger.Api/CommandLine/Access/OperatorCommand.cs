using System.CommandLine;
using System.CommandLine.Invocation;

namespace Ledger.Api.CommandLine.Access;

/// <summary>
/// A command for operators. Exit code 0: done, and all is well; 1: a finding or a refusal; 2: not understood, or the ledger cannot be
/// reached. Its help ends with examples.
/// </summary>
internal sealed class OperatorCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public const int Ok = 0;
    public const int Finding = 1;
    public const int Unreachable = 2;
    private const int NotUnderstood = 2;
    private const int Interrupted = 130;

    /// <summary>Command lines that can be used as they stand, without the name of the executable.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Runs what was parsed; where it was not understood, with the code that these commands have for that.</summary>
    public static async Task<int> InvokeAsync(ParseResult parsed)
    {
        var code = await parsed.InvokeAsync();
        return parsed.Action is ParseErrorAction && parsed.CommandResult.Command is OperatorCommand ? NotUnderstood : code;
    }

    /// <summary>Adds the options that say where the ledger is; see <see cref="AccessOptions"/>.</summary>
    public OperatorCommand WithAccess()
    {
        AccessOptions.AddTo(this, withUrl: true);
        return this;
    }

    /// <summary>Adds the options that say which stores are meant, for a command that never speaks to a service.</summary>
    public OperatorCommand WithStores()
    {
        AccessOptions.AddTo(this, withUrl: false);
        return this;
    }

    /// <param name="run">Answers the exit code. What stands against reaching the ledger may be thrown, and is said in a sentence.</param>
    public OperatorCommand Runs(Func<ParseResult, CancellationToken, Task<int>> run)
    {
        SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await run(parsed, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return Interrupted;
            }
            catch (Exception e) when (AccessFaults.IsExpected(e))
            {
                await Console.Error.WriteLineAsync(AccessFaults.Describe(e));
                return e is RefusedException ? Finding : Unreachable;
            }
        });
        return this;
    }
}
