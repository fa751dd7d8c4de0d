#pragma once

#include "../../../../../examples/c/synchmess_interface.h"
