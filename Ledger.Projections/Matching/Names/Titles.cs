using System.Collections.Frozen;

namespace Ledger.Projections.Matching.Names;

/// <summary>What stands around names without being one.</summary>
internal static class Titles
{
    private static readonly FrozenSet<string> Words = Split(
        """
        mr mrs ms miss mx mister dr doctor prof professor sir dame lord lady rev reverend fr hon judge capt captain major col gen sgt lt
        herr frau fraulein dipl ing mag m mme mlle monsieur madame madam maitre sr sra srta senor senora senorita don dona dott ssa sig signor signora
        jr jnr snr junior senior ii iii iv phd md mba ba bsc ma msc llm esq esquire cpa dds dvm rn obe mbe cbe kbe qc kc frcs frs
        pan pani gospodin hr fru heer mevrouw shri smt
        """);

    private static readonly FrozenSet<string> Particles = Split(
        "de la le van von der den dem del della da di do dos das du des el al bin ben ibn bint abu y e i und zu zur ter ten af av st san");

    public static bool IsTitle(string word) => Words.Contains(word);

    /// <summary>A small word inside names that people leave out and banks lose.</summary>
    public static bool IsParticle(string word) => Particles.Contains(word);

    private static FrozenSet<string> Split(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
