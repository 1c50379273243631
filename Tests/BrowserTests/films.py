# SPDX-License-Identifier: Apache-2.0
"""Films for a camera that is none, each of one still picture; shared by browser tests and benchmarks."""

import subprocess

# How the portrait is changed: ffmpeg's filters over a picture of 640 × 480 pixels in which nothing has to change.
FILMS = {
    "good": "null",
    "dark": "geq=r='r(X,Y)*0.05':g='g(X,Y)*0.05':b='b(X,Y)*0.05'",
    "side": "geq=r='r(X,Y)*(0.08+0.92*gt(W*0.52-X,0))':g='g(X,Y)*(0.08+0.92*gt(W*0.52-X,0))':b='b(X,Y)*(0.08+0.92*gt(W*0.52-X,0))'",
    "far": "pad=960:720:160:120,fillborders=160:160:120:120:smear,scale=640:480",
    "aside": "crop=400:480:140:0,pad=640:480:0:0,fillborders=right=240:mode=smear",
    "two": "crop=400:480:120:0,scale=320:384,split[a][b];[a][b]hstack,pad=640:480:0:96,fillborders=top=96:mode=smear",
    "nobody": "geq=r=128:g=128:b=128",
    "glare": "drawbox=x=258:y=208:w=30:h=10:color=white:t=fill,drawbox=x=354:y=212:w=30:h=10:color=white:t=fill",
}


def vips(*arguments):
    subprocess.run(["vips", *map(str, arguments)], check=True)


def ffmpeg(*arguments):
    subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True)


def still_of(name, photograph, folder):
    """The picture of a film, lossless."""
    still = folder / f"{name}.png"
    ffmpeg("-i", photograph, "-filter_complex", f"crop=290:218:80:0,scale=640:480,format=gbrp,{FILMS[name]},format=rgb24", still)
    return still


def film_of(still):
    """A film of one second."""
    # The fake camera takes the levels of a JPEG for those of video, so they are put there.
    vips("linear", still, still.with_suffix(".v"), "0.8588", "16")
    vips("cast", still.with_suffix(".v"), still.with_suffix(".jpg[Q=95]"), "uchar")
    film = still.with_suffix(".mjpeg")
    film.write_bytes(still.with_suffix(".jpg").read_bytes() * 30)
    return film
