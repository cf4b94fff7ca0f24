using System.Security.Cryptography;
using System.Text;
using ChainForge.Chains;

namespace ChainForge.Tests.Chains;

public sealed class ChainFileTests : IDisposable
{
    private const string Yaml = "segments:\n  - prompt: A lighthouse\n";
    private const string WithPicture = "start: { firstFrame: images/harbour.png }\n" + Yaml;

    private readonly ChainFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AFile_FindsItsPicturesBesideIt()
    {
        var reading = Read("film.yaml", WithPicture);

        reading.Definition!.Name.Should().Be("film");
        reading.Definition.Start.FirstFrame!.Path.Should().Be(Path.Combine(_folder.Path, "images", "harbour.png"));
    }

    [Fact]
    public void Read_AFileWhoseNameIsNoChainName_AsksForAName() =>
        Read("My Film.yaml", Yaml).Problems.Should().ContainSingle().Which.Message.Should().Be(
            "The chain has no `name:`, and the file's `My Film` cannot name a file everywhere: use a-z, 0-9 and `-`, beginning with a letter or digit, for example `my-film`");

    [Fact]
    public void AProblem_IsWrittenAsEditorsReadIt() =>
        new ChainProblem("film.yaml", 3, 7, "Wrong").ToString().Should().Be("film.yaml:3:7: Wrong");

    [Theory]
    [InlineData("nowhere.yaml", "There is no such file: check the path")]
    [InlineData("nowhere/film.yaml", "There is no such file: check the path")]
    [InlineData("images", "This is a folder: name a chain file in it")]
    [InlineData("a\0b.yaml", "The file cannot be read (ArgumentException): check the path and its rights")]
    [InlineData("images/empty.png", "The file is empty: a chain needs at least `segments:` with one `- prompt: …`")]
    public void Read_WhatIsNoFile_IsAProblemAndNoException(string name, string expected) =>
        ChainReader.Read(_folder.Path + "/" + name, TestLimits.Pictory).Problems.Should().ContainSingle().Which.Message.Should().Be(expected);

    [Fact]
    public void Read_AnEmptyPath_IsAProblemAndNoException() =>
        ChainReader.Read("", TestLimits.Pictory).Problems.Should().ContainSingle().Which.Message.Should().StartWith("It has no name");

    [Fact]
    public void Read_Utf16_SaysSo() =>
        Read("film.yaml", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Yaml))).Problems.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Line = 1, Column = 1, Message = "The file is UTF-16: save it as UTF-8" });

    [Fact]
    public void Read_Latin1_TellsTheFirstWrongByte() =>
        Read("film.yaml", Encoding.Latin1.GetBytes("# Küste\n" + Yaml)).Problems.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Line = 1, Column = 4, Message = "The byte 0xFC here is not UTF-8: save the file as UTF-8" });

    [Fact]
    public void Read_AHugeFile_IsNotReadToItsEnd()
    {
        var path = Path.Combine(_folder.Path, "huge.yaml");
        using (var file = File.Create(path))
        {
            file.SetLength(3L * 1024 * 1024 * 1024);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ChainReader.Read(path, TestLimits.Pictory);

        reading.Problems.Should().ContainSingle().Which.Message.Should().Be("The file has more than 256 KB: shorten its prompts or split it into several chains");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1024 * 1024);
    }

    [Fact]
    public void Read_AHugePicture_IsRefusedByItsLength()
    {
        using (var file = File.OpenWrite(Path.Combine(_folder.Path, "images/harbour.png")))
        {
            file.SetLength(ChainLimits.MaxPictureBytes + 1024 * 1024);
        }

        Read("film.yaml", WithPicture).Problems.Should().ContainSingle().Which.Message.Should().Be(
            "The picture `images/harbour.png` has 21 MB: at most 20 MB, make it smaller");
    }

    [Fact]
    public void ContentHash_WithoutPictures_IsTheFilesOwn() =>
        Read("film.yaml", Yaml).ContentHash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Yaml))));

    [Fact]
    public void ContentHash_IsTheSameForTheSameContentElsewhere() =>
        Read("one.yaml", WithPicture).ContentHash.Should().Be(Read("two.yaml", WithPicture).ContentHash);

    [Fact]
    public void ContentHash_ChangesWithAPicture()
    {
        var before = Read("film.yaml", WithPicture).ContentHash;
        _folder.Write("images/harbour.png", [.. ChainFolder.Png, 6]);

        Read("film.yaml", WithPicture).ContentHash.Should().NotBe(before);
    }

    [Fact]
    public void ContentHash_OfABadFile_ChangesWhenTheMissingPictureArrives()
    {
        const string Chain = "start: { firstFrame: images/new.png }\n" + Yaml;
        var before = Read("film.yaml", Chain);
        _folder.Write("images/new.png", ChainFolder.Png);
        var after = Read("film.yaml", Chain);

        before.IsValid.Should().BeFalse();
        after.IsValid.Should().BeTrue();
        after.ContentHash.Should().NotBe(before.ContentHash);
    }

    [Fact]
    public void ASignedAddress_IsInNoMessageAndNoPrintedRecord()
    {
        var bad = _folder.Read("start: { firstFrame: 'http://me:hidden@example.com/a.png?sig=secret#secret' }\n" + Yaml);
        var good = _folder.Read("start: { firstFrame: 'https://example.com/a.png?sig=secret' }\n" + Yaml);

        bad.Problems.Should().ContainSingle().Which.ToString().Should().NotContain("secret").And.NotContain("hidden");
        good.Definition!.ToString().Should().NotContain("secret");
        good.Definition.Start.ToString().Should().NotContain("secret").And.Contain("https://example.com/a.png");
    }

    private ChainReading Read(string name, string yaml) => Read(name, Encoding.UTF8.GetBytes(yaml));

    private ChainReading Read(string name, IEnumerable<byte> bytes) => ChainReader.Read(_folder.Write(name, [.. bytes]), TestLimits.Pictory);
}
